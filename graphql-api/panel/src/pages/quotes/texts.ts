import { texts } from '@/texts/texts';

export const QUOTES = texts({
  es: {
    title: 'Cotizaciones',
    customer: 'Cliente', by: 'La hizo', made: 'Fecha', until: 'Vale hasta', all: 'Todas',
    none: 'Todavía no hay cotizaciones', noneHelp: 'Se hacen desde un chat: /cotizacion, o las hace ISAC cuando un cliente las pide.',
    noneSuch: 'No hay cotizaciones en este estado',
    list: 'Lista', version: 'Versión',
    decided: 'Decidida', decider: { CUSTOMER: 'por el cliente', ADVISOR: 'por un asesor', PAYMENT: 'por un pago' },
    chat: 'Ver el chat', send: 'Enviar', accept: 'La acepta', reject: 'No la quiere', revise: 'Renovar a los precios de hoy', sell: 'Vender',
    sent: 'Cotización enviada', accepted: 'Cotización aceptada', rejected: 'Cotización rechazada', revised: 'Cotización renovada', sold: (number: string) => `Venta ${number} hecha`,
    earlier: 'Antes', sale: 'Venta', isac: 'ISAC',
  },
  en: {
    title: 'Quotes',
    customer: 'Customer', by: 'Made by', made: 'Date', until: 'Valid until', all: 'All',
    none: 'No quotes yet', noneHelp: 'They are made from a chat: /quote, or by ISAC when a customer asks for one.',
    noneSuch: 'No quotes in this status',
    list: 'Price list', version: 'Version',
    decided: 'Decided', decider: { CUSTOMER: 'by the customer', ADVISOR: 'by an advisor', PAYMENT: 'by a payment' },
    chat: 'Open the chat', send: 'Send', accept: 'They accept', reject: 'They decline', revise: 'Renew at today’s prices', sell: 'Sell',
    sent: 'Quote sent', accepted: 'Quote accepted', rejected: 'Quote rejected', revised: 'Quote renewed', sold: (number: string) => `Sale ${number} made`,
    earlier: 'Earlier', sale: 'Sale', isac: 'ISAC',
  },
  pt: {
    title: 'Orçamentos',
    customer: 'Cliente', by: 'Feito por', made: 'Data', until: 'Válido até', all: 'Todos',
    none: 'Ainda não há orçamentos', noneHelp: 'São feitos em um chat: /orcamento, ou pelo ISAC quando um cliente pede.',
    noneSuch: 'Não há orçamentos neste estado',
    list: 'Tabela', version: 'Versão',
    decided: 'Decidido', decider: { CUSTOMER: 'pelo cliente', ADVISOR: 'por um atendente', PAYMENT: 'por um pagamento' },
    chat: 'Ver o chat', send: 'Enviar', accept: 'Aceitou', reject: 'Não quer', revise: 'Renovar com os preços de hoje', sell: 'Vender',
    sent: 'Orçamento enviado', accepted: 'Orçamento aceito', rejected: 'Orçamento recusado', revised: 'Orçamento renovado', sold: (number: string) => `Venda ${number} feita`,
    earlier: 'Antes', sale: 'Venda', isac: 'ISAC',
  },
});
