import { texts } from '@/texts/texts';

export const CUSTOMERS = texts({
  es: {
    title: 'Clientes', customer: 'Cliente', segment: 'Lista', contact: 'Contacto', tags: 'Etiquetas', since: 'Desde', all: 'Todos',
    search: 'Buscar por nombre, teléfono, e-mail o dirección', none: 'Todavía no escribió nadie', noneHelp: 'Cada persona que escribe queda acá. Probá con el simulador.', noneSuch: 'Nadie con esas palabras',
    simulator: 'Abrir el simulador', chats: 'Chats', details: 'Datos', name: 'Nombre', email: 'E-mail', taxId: 'CUIT', document: 'DNI', address: 'Dirección', notes: 'Notas del local',
    save: 'Guardar', saved: 'Cliente guardado', purchases: 'Compras', bought: (count: string, spent: string) => `${count} por ${spent}`, noPurchases: 'Todavía no compró',
    likes: 'Le interesa', brands: 'Marcas', categories: 'Categorías', families: 'Productos', sizes: 'Talles', budget: 'Precios',
    why: 'Por qué', changeSegment: (to: string) => `Pasar a ${to}`, reason: 'Motivo del cambio', suggestion: (to: string, why: string) => `Podría ser ${to}: ${why}`, segmentSet: 'Lista cambiada',
    consents: 'Permisos', evidence: 'Cómo se sabe', allows: 'Acepta', refuses: 'No quiere', unknown: 'No se sabe', consentSet: 'Permiso anotado', byPhone: 'Lo dijo a un asesor',
    mayBe: 'Puede ser la misma persona', samePhone: 'mismo teléfono', sameEmail: 'mismo e-mail', merge: 'Unir', merged: 'Clientes unidos', wasMerged: 'Se unió', unmerge: 'Separar', unmerged: 'Clientes separados',
  },
  en: {
    title: 'Customers', customer: 'Customer', segment: 'Price list', contact: 'Contact', tags: 'Tags', since: 'Since', all: 'All',
    search: 'Search by name, phone, e-mail or address', none: 'Nobody has written yet', noneHelp: 'Everybody who writes appears here. Try the simulator.', noneSuch: 'Nobody with these words',
    simulator: 'Open the simulator', chats: 'Chats', details: 'Details', name: 'Name', email: 'E-mail', taxId: 'Tax number', document: 'Identity document', address: 'Address', notes: 'The shop’s notes',
    save: 'Save', saved: 'Customer saved', purchases: 'Purchases', bought: (count: string, spent: string) => `${count} for ${spent}`, noPurchases: 'Nothing bought yet',
    likes: 'Interested in', brands: 'Brands', categories: 'Categories', families: 'Products', sizes: 'Sizes', budget: 'Prices',
    why: 'Why', changeSegment: (to: string) => `Change to ${to}`, reason: 'Reason for the change', suggestion: (to: string, why: string) => `May be ${to}: ${why}`, segmentSet: 'Price list changed',
    consents: 'Permissions', evidence: 'How it is known', allows: 'Agrees', refuses: 'Does not want', unknown: 'Not known', consentSet: 'Permission noted', byPhone: 'Told an advisor',
    mayBe: 'May be the same person', samePhone: 'same phone', sameEmail: 'same e-mail', merge: 'Merge', merged: 'Customers merged', wasMerged: 'Merged', unmerge: 'Separate', unmerged: 'Customers separated',
  },
  pt: {
    title: 'Clientes', customer: 'Cliente', segment: 'Tabela', contact: 'Contato', tags: 'Etiquetas', since: 'Desde', all: 'Todos',
    search: 'Buscar por nome, telefone, e-mail ou endereço', none: 'Ninguém escreveu ainda', noneHelp: 'Quem escreve aparece aqui. Teste com o simulador.', noneSuch: 'Ninguém com essas palavras',
    simulator: 'Abrir o simulador', chats: 'Chats', details: 'Dados', name: 'Nome', email: 'E-mail', taxId: 'CNPJ ou CPF', document: 'Documento', address: 'Endereço', notes: 'Notas da loja',
    save: 'Salvar', saved: 'Cliente salvo', purchases: 'Compras', bought: (count: string, spent: string) => `${count} por ${spent}`, noPurchases: 'Ainda não comprou',
    likes: 'Tem interesse em', brands: 'Marcas', categories: 'Categorias', families: 'Produtos', sizes: 'Tamanhos', budget: 'Preços',
    why: 'Por quê', changeSegment: (to: string) => `Passar para ${to}`, reason: 'Motivo da mudança', suggestion: (to: string, why: string) => `Pode ser ${to}: ${why}`, segmentSet: 'Tabela alterada',
    consents: 'Permissões', evidence: 'Como se sabe', allows: 'Aceita', refuses: 'Não quer', unknown: 'Não se sabe', consentSet: 'Permissão anotada', byPhone: 'Disse a um atendente',
    mayBe: 'Pode ser a mesma pessoa', samePhone: 'mesmo telefone', sameEmail: 'mesmo e-mail', merge: 'Unir', merged: 'Clientes unidos', wasMerged: 'Foi unido', unmerge: 'Separar', unmerged: 'Clientes separados',
  },
});
