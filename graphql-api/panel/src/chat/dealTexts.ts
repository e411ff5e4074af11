import { texts } from '@/texts/texts';

export const DEAL = texts({
  es: {
    quote: 'Cotización', sale: 'Venta', payment: 'Link de pago', followUp: 'Seguimiento', close: 'Cerrar',
    productHelp: 'Mandar un producto', quoteHelp: 'Cotizar productos', saleHelp: 'Vender productos', paymentHelp: 'Cobrar una cotización o una venta', followUpHelp: 'Agendar para después',
    search: 'Buscar producto para agregar', product: 'Producto', quantity: 'Cant.', discount: '% desc.', total: 'Total', off: 'Descuento', remove: 'Quitar', list: (name: string) => `Lista ${name.toLowerCase()}`,
    makeAndSend: 'Hacer y enviar', makeOnly: 'Solo hacer', showPaper: 'Ver el PDF', hidePaper: 'Ocultar el PDF', sell: 'Vender', sellAndLink: 'Vender y mandar el link de pago', inStock: (many: number) => `${many} en stock`, none: 'sin stock', nothing: 'Ningún producto con esas palabras.', empty: 'Agregá al menos un producto.',
    quoted: (number: string) => `Cotización ${number} hecha.`, offered: (number: string) => `Cotización ${number} enviada.`, sold: (number: string) => `Venta ${number} hecha.`, asked: 'Link de pago enviado.', short: (name: string, many: number) => `De «${name}» hay ${many}.`,
    nothingToPay: 'No hay cotización ni venta para cobrar en este chat.', collect: 'Mandar el link', planned: 'Seguimiento agendado.', type: 'Tipo', when: 'Cuándo', note: 'Qué hay que hacer', message: 'Mensaje que sale solo (opcional)', plan: 'Agendar',
  },
  en: {
    quote: 'Quote', sale: 'Sale', payment: 'Payment link', followUp: 'Follow-up', close: 'Close',
    productHelp: 'Send a product', quoteHelp: 'Quote products', saleHelp: 'Sell products', paymentHelp: 'Collect for a quote or a sale', followUpHelp: 'Schedule for later',
    search: 'Search a product to add', product: 'Product', quantity: 'Qty', discount: '% off', total: 'Total', off: 'Discount', remove: 'Remove', list: (name: string) => `${name} list`,
    makeAndSend: 'Make and send', makeOnly: 'Only make', showPaper: 'See the PDF', hidePaper: 'Hide the PDF', sell: 'Sell', sellAndLink: 'Sell and send the payment link', inStock: (many: number) => `${many} in stock`, none: 'out of stock', nothing: 'No product with these words.', empty: 'Add at least one product.',
    quoted: (number: string) => `Quote ${number} made.`, offered: (number: string) => `Quote ${number} sent.`, sold: (number: string) => `Sale ${number} made.`, asked: 'Payment link sent.', short: (name: string, many: number) => `There are ${many} of “${name}”.`,
    nothingToPay: 'There is no quote or sale to collect for in this chat.', collect: 'Send the link', planned: 'Follow-up scheduled.', type: 'Type', when: 'When', note: 'What is to be done', message: 'Message that is sent by itself (optional)', plan: 'Schedule',
  },
  pt: {
    quote: 'Orçamento', sale: 'Venda', payment: 'Link de pagamento', followUp: 'Acompanhamento', close: 'Fechar',
    productHelp: 'Enviar um produto', quoteHelp: 'Orçar produtos', saleHelp: 'Vender produtos', paymentHelp: 'Cobrar um orçamento ou uma venda', followUpHelp: 'Agendar para depois',
    search: 'Buscar produto para adicionar', product: 'Produto', quantity: 'Qtd.', discount: '% desc.', total: 'Total', off: 'Desconto', remove: 'Remover', list: (name: string) => `Tabela ${name.toLowerCase()}`,
    makeAndSend: 'Fazer e enviar', makeOnly: 'Só fazer', showPaper: 'Ver o PDF', hidePaper: 'Ocultar o PDF', sell: 'Vender', sellAndLink: 'Vender e enviar o link de pagamento', inStock: (many: number) => `${many} em estoque`, none: 'sem estoque', nothing: 'Nenhum produto com essas palavras.', empty: 'Adicione ao menos um produto.',
    quoted: (number: string) => `Orçamento ${number} feito.`, offered: (number: string) => `Orçamento ${number} enviado.`, sold: (number: string) => `Venda ${number} feita.`, asked: 'Link de pagamento enviado.', short: (name: string, many: number) => `De «${name}» há ${many}.`,
    nothingToPay: 'Não há orçamento nem venda para cobrar neste chat.', collect: 'Enviar o link', planned: 'Acompanhamento agendado.', type: 'Tipo', when: 'Quando', note: 'O que fazer', message: 'Mensagem que sai sozinha (opcional)', plan: 'Agendar',
  },
});

/** What can be begun from the composer, by the words of all three languages: a team need not agree on one. */
export const DEALS = [
  { kind: 'QUOTE', key: { code: 'KeyQ' }, label: { es: '/cotizacion', en: '/quote', pt: '/orcamento' }, words: 'cotizacion presupuesto quote orcamento' },
  { kind: 'SALE', key: { code: 'KeyV' }, label: { es: '/venta', en: '/sale', pt: '/venda' }, words: 'venta vender sale sell venda' },
  { kind: 'PAYMENT', key: { code: 'KeyP' }, label: { es: '/pago', en: '/payment', pt: '/pagamento' }, words: 'pago cobrar link payment pay pagamento' },
  { kind: 'FOLLOW_UP', key: { code: 'KeyW' }, label: { es: '/seguimiento', en: '/followup', pt: '/acompanhamento' }, words: 'seguimiento recordar followup reminder acompanhamento lembrete' },
] as const;

export type DealKind = (typeof DEALS)[number]['kind'];
