import { texts } from '@/texts/texts';

export const CATALOGUE = texts({
  es: {
    title: 'Catálogo', products: 'Productos', synonyms: 'Sinónimos', feeds: 'Entregas de tus sistemas', addSynonyms: 'Agregar sinónimos', product: 'Producto', category: 'Categoría', brand: 'Marca', family: 'Familia', price: 'Precio', wholesale: 'Mayorista', stock: 'Stock', promised: (many: number) => `${many} reservados`,
    all: 'Todas', inStock: 'Con stock', search: 'Buscar producto, modelo, SKU', inactive: 'Inactivo', sku: 'SKU', page: 'Página web', description: 'Descripción', tags: 'Etiquetas', related: 'Va con', attributes: 'Atributos',
    none: 'Todavía no hay productos', noneHelp: 'Importá tu lista desde un archivo CSV: ISAC responde con ella al instante.', noneSuch: 'Ningún producto con eso',
    import_: 'Importar', importTitle: 'Importar productos', importHelp: 'Un archivo CSV con encabezados: sku, title y retail_price hacen falta; lo demás es opcional (attr:color, attr:talle…). Las filas buenas se toman aunque otras tengan errores.',
    file: 'Archivo CSV', take: 'Importar', tooBig: 'El archivo pasa de 20 MB: dividilo en dos.', result: (created: number, updated: number, unchanged: number) => `${created} nuevos, ${updated} cambiados, ${unchanged} iguales`,
    line: 'Línea', field: 'Columna', problem: 'Problema', export_: 'Exportar CSV', newOne: 'Nuevo producto', save: 'Guardar', saved: 'Producto guardado', isActive: 'Se vende',
    adjust: 'Ajustar stock', onHand: 'Hay en el estante', reason: 'Motivo', adjusted: 'Stock ajustado', retail: 'Precio minorista', add: 'Agregar atributo', name: 'Nombre', value: 'Valor', remove: 'Quitar',
  },
  en: {
    title: 'Catalogue', products: 'Products', synonyms: 'Synonyms', feeds: 'Deliveries of your systems', addSynonyms: 'Add synonyms', product: 'Product', category: 'Category', brand: 'Brand', family: 'Family', price: 'Price', wholesale: 'Wholesale', stock: 'Stock', promised: (many: number) => `${many} promised`,
    all: 'All', inStock: 'In stock', search: 'Search product, model, SKU', inactive: 'Inactive', sku: 'SKU', page: 'Web page', description: 'Description', tags: 'Tags', related: 'Goes with', attributes: 'Attributes',
    none: 'No products yet', noneHelp: 'Import your list from a CSV file: ISAC answers from it at once.', noneSuch: 'No product like that',
    import_: 'Import', importTitle: 'Import products', importHelp: 'A CSV file with a header row: sku, title and retail_price are required; the rest is optional (attr:color, attr:size…). Good rows are taken even when others have errors.',
    file: 'CSV file', take: 'Import', tooBig: 'The file is above 20 MB: split it in two.', result: (created: number, updated: number, unchanged: number) => `${created} new, ${updated} changed, ${unchanged} the same`,
    line: 'Line', field: 'Column', problem: 'Problem', export_: 'Export CSV', newOne: 'New product', save: 'Save', saved: 'Product saved', isActive: 'For sale',
    adjust: 'Adjust stock', onHand: 'On the shelf', reason: 'Reason', adjusted: 'Stock adjusted', retail: 'Retail price', add: 'Add an attribute', name: 'Name', value: 'Value', remove: 'Remove',
  },
  pt: {
    title: 'Catálogo', products: 'Produtos', synonyms: 'Sinônimos', feeds: 'Entregas dos seus sistemas', addSynonyms: 'Adicionar sinônimos', product: 'Produto', category: 'Categoria', brand: 'Marca', family: 'Família', price: 'Preço', wholesale: 'Atacado', stock: 'Estoque', promised: (many: number) => `${many} reservados`,
    all: 'Todas', inStock: 'Com estoque', search: 'Buscar produto, modelo, SKU', inactive: 'Inativo', sku: 'SKU', page: 'Página web', description: 'Descrição', tags: 'Etiquetas', related: 'Combina com', attributes: 'Atributos',
    none: 'Ainda não há produtos', noneHelp: 'Importe sua lista de um arquivo CSV: ISAC responde com ela na hora.', noneSuch: 'Nenhum produto assim',
    import_: 'Importar', importTitle: 'Importar produtos', importHelp: 'Um arquivo CSV com cabeçalho: sku, title e retail_price são necessários; o resto é opcional (attr:color, attr:talle…). As linhas boas são aceitas mesmo que outras tenham erros.',
    file: 'Arquivo CSV', take: 'Importar', tooBig: 'O arquivo passa de 20 MB: divida em dois.', result: (created: number, updated: number, unchanged: number) => `${created} novos, ${updated} alterados, ${unchanged} iguais`,
    line: 'Linha', field: 'Coluna', problem: 'Problema', export_: 'Exportar CSV', newOne: 'Novo produto', save: 'Salvar', saved: 'Produto salvo', isActive: 'À venda',
    adjust: 'Ajustar estoque', onHand: 'Há na prateleira', reason: 'Motivo', adjusted: 'Estoque ajustado', retail: 'Preço de varejo', add: 'Adicionar atributo', name: 'Nome', value: 'Valor', remove: 'Remover',
  },
});
