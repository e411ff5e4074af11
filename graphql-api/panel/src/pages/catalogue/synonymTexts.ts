import { texts } from '@/texts/texts';

export const SYNONYMS = texts({
  es: {
    help: 'Con cualquiera de estas palabras, ISAC y el buscador encuentran lo mismo.', search: 'Buscar una palabra', words: 'Significan lo mismo', acts: 'Acciones', usual: 'De fábrica', usualHelp: 'Vino con el producto: se puede cambiar y borrar.', none: 'Todavía no hay sinónimos', noneHelp: 'Contale a ISAC cómo le dicen tus clientes a lo que vendés: «celu» es «celular».', noneSuch: 'Ninguno con esa palabra',
    add: 'Agregar sinónimos', groups: 'Un grupo por línea, con comas', groupsHelp: 'Por ejemplo: funda, case, estuche', save: 'Guardar', saved: 'Sinónimos guardados', savedMany: (many: number) => (many === 1 ? '1 grupo guardado' : `${many} grupos guardados`), wrong: (many: number) => (many === 1 ? '1 línea no se pudo guardar y quedó arriba' : `${many} líneas no se pudieron guardar y quedaron arriba`), line: 'Línea', problem: 'Problema', row: 'Texto', edit: 'Cambiar', terms: 'Palabras', termsHelp: 'Una por vez, con Enter', remove: 'Borrar', removed: 'Sinónimos borrados',
  },
  en: {
    help: 'By any of these words ISAC and the search find the same.', search: 'Search a word', words: 'Mean the same', acts: 'Actions', usual: 'Built in', usualHelp: 'It came with the product: it can be changed and deleted.', none: 'No synonyms yet', noneHelp: 'Tell ISAC what your customers call what you sell: “cell” is “phone”.', noneSuch: 'None with that word',
    add: 'Add synonyms', groups: 'One group a line, with commas', groupsHelp: 'Such as: case, cover, sleeve', save: 'Save', saved: 'Synonyms saved', savedMany: (many: number) => (many === 1 ? '1 group saved' : `${many} groups saved`), wrong: (many: number) => (many === 1 ? '1 line could not be saved and stays above' : `${many} lines could not be saved and stay above`), line: 'Line', problem: 'Problem', row: 'Text', edit: 'Change', terms: 'Words', termsHelp: 'One at a time, with Enter', remove: 'Delete', removed: 'Synonyms deleted',
  },
  pt: {
    help: 'Com qualquer destas palavras, ISAC e a busca encontram o mesmo.', search: 'Buscar uma palavra', words: 'Significam o mesmo', acts: 'Ações', usual: 'De fábrica', usualHelp: 'Veio com o produto: pode ser alterado e apagado.', none: 'Ainda não há sinônimos', noneHelp: 'Conte a ISAC como seus clientes chamam o que você vende: «celu» é «celular».', noneSuch: 'Nenhum com essa palavra',
    add: 'Adicionar sinônimos', groups: 'Um grupo por linha, com vírgulas', groupsHelp: 'Por exemplo: capa, case, estojo', save: 'Salvar', saved: 'Sinônimos salvos', savedMany: (many: number) => (many === 1 ? '1 grupo salvo' : `${many} grupos salvos`), wrong: (many: number) => (many === 1 ? '1 linha não pôde ser salva e ficou acima' : `${many} linhas não puderam ser salvas e ficaram acima`), line: 'Linha', problem: 'Problema', row: 'Texto', edit: 'Alterar', terms: 'Palavras', termsHelp: 'Uma por vez, com Enter', remove: 'Apagar', removed: 'Sinônimos apagados',
  },
});
