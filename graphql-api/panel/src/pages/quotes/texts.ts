import { texts } from '@/texts/texts';

export const QUOTES = texts({
  es: {
    erased: 'Datos borrados',
    title: 'Cotizaciones',
    number: 'Número', customer: 'Cliente', status: 'Estado', by: 'La hizo', total: 'Total', made: 'Fecha', until: 'Vale hasta', all: 'Todas',
    none: 'Todavía no hay cotizaciones', noneHelp: 'Se hacen desde un chat: /cotizacion, o las hace ISAC cuando un cliente las pide.',
    noneSuch: 'No hay cotizaciones en este estado', goInbox: 'Ir a la bandeja',
    product: 'Producto', quantity: 'Cant.', price: 'Precio', discount: 'Descuento', subtotal: 'Subtotal', list: 'Lista', version: 'Versión',
    decided: 'Decidida', decider: { CUSTOMER: 'por el cliente', ADVISOR: 'por un asesor', PAYMENT: 'por un pago' },
    chat: 'Ver el chat', send: 'Enviar', accept: 'La acepta', reject: 'No la quiere', revise: 'Renovar a los precios de hoy', sell: 'Vender',
    sent: 'Cotización enviada', accepted: 'Cotización aceptada', rejected: 'Cotización rechazada', revised: 'Cotización renovada', sold: (number: string) => `Venta ${number} hecha`,
    earlier: 'Antes', sale: 'Venta', payments: 'Pagos', link: 'Link de pago', isac: 'ISAC',
  },
  en: {
    erased: 'Data erased',
    title: 'Quotes',
    number: 'Number', customer: 'Customer', status: 'Status', by: 'Made by', total: 'Total', made: 'Date', until: 'Valid until', all: 'All',
    none: 'No quotes yet', noneHelp: 'They are made from a chat: /quote, or by ISAC when a customer asks for one.',
    noneSuch: 'No quotes in this status', goInbox: 'Go to the inbox',
    product: 'Product', quantity: 'Qty', price: 'Price', discount: 'Discount', subtotal: 'Subtotal', list: 'Price list', version: 'Version',
    decided: 'Decided', decider: { CUSTOMER: 'by the customer', ADVISOR: 'by an advisor', PAYMENT: 'by a payment' },
    chat: 'Open the chat', send: 'Send', accept: 'They accept', reject: 'They decline', revise: 'Renew at today’s prices', sell: 'Sell',
    sent: 'Quote sent', accepted: 'Quote accepted', rejected: 'Quote rejected', revised: 'Quote renewed', sold: (number: string) => `Sale ${number} made`,
    earlier: 'Earlier', sale: 'Sale', payments: 'Payments', link: 'Payment link', isac: 'ISAC',
  },
  pt: {
    erased: 'Dados apagados',
    title: 'Orçamentos',
    number: 'Número', customer: 'Cliente', status: 'Estado', by: 'Feito por', total: 'Total', made: 'Data', until: 'Válido até', all: 'Todos',
    none: 'Ainda não há orçamentos', noneHelp: 'São feitos em um chat: /orcamento, ou pelo ISAC quando um cliente pede.',
    noneSuch: 'Não há orçamentos neste estado', goInbox: 'Ir para a caixa de entrada',
    product: 'Produto', quantity: 'Qtd.', price: 'Preço', discount: 'Desconto', subtotal: 'Subtotal', list: 'Tabela', version: 'Versão',
    decided: 'Decidido', decider: { CUSTOMER: 'pelo cliente', ADVISOR: 'por um atendente', PAYMENT: 'por um pagamento' },
    chat: 'Ver o chat', send: 'Enviar', accept: 'Aceitou', reject: 'Não quer', revise: 'Renovar com os preços de hoje', sell: 'Vender',
    sent: 'Orçamento enviado', accepted: 'Orçamento aceito', rejected: 'Orçamento recusado', revised: 'Orçamento renovado', sold: (number: string) => `Venda ${number} feita`,
    earlier: 'Antes', sale: 'Venda', payments: 'Pagamentos', link: 'Link de pagamento', isac: 'ISAC',
  },
});

/** How well or badly it stands, as a colour. */
export const QUOTE_TONES: Record<string, 'plain' | 'good' | 'warn' | 'bad'> = { PENDING: 'warn', ACCEPTED: 'good', REJECTED: 'bad', EXPIRED: 'plain' };
