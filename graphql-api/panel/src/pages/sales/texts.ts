import { texts } from '@/texts/texts';

export const SALES = texts({
  es: {
    title: 'Ventas', customer: 'Cliente', by: 'Vendió', made: 'Fecha', paid: 'Pagada', all: 'Todas',
    none: 'Todavía no hay ventas', noneHelp: 'Una cotización aceptada y pagada se vuelve venta sola; también se venden desde el chat con /venta.', noneSuch: 'No hay ventas en este estado',
    chat: 'Ver el chat', quote: 'Cotización', list: 'Lista', reason: 'Motivo', isac: 'ISAC',
    deliver: 'Entregada', delivered: 'Venta entregada', receipt: 'Reenviar el comprobante', receiptSent: 'Comprobante enviado',
    sendLink: 'Mandar link de pago', linkSent: 'Link enviado al chat', cash: 'Pagó en efectivo', transfer: 'Pagó por transferencia', recorded: 'Pago anotado',
    cancel: 'Anular', cancelHelp: 'Lo que tomó vuelve al stock. El dinero se devuelve donde se pagó.', cancelled: 'Venta anulada', why: 'Por qué (lo ve solo el local)', keep: 'No anular',
  },
  en: {
    title: 'Sales', customer: 'Customer', by: 'Sold by', made: 'Date', paid: 'Paid', all: 'All',
    none: 'No sales yet', noneHelp: 'An accepted and paid quote becomes a sale by itself; you can also sell from a chat with /sale.', noneSuch: 'No sales in this status',
    chat: 'Open the chat', quote: 'Quote', list: 'Price list', reason: 'Reason', isac: 'ISAC',
    deliver: 'Delivered', delivered: 'Sale delivered', receipt: 'Send the receipt again', receiptSent: 'Receipt sent',
    sendLink: 'Send a payment link', linkSent: 'Link sent to the chat', cash: 'Paid in cash', transfer: 'Paid by transfer', recorded: 'Payment recorded',
    cancel: 'Cancel the sale', cancelHelp: 'What it took goes back to stock. Money is given back where it was paid.', cancelled: 'Sale cancelled', why: 'Why (only the shop sees it)', keep: 'Keep it',
  },
  pt: {
    title: 'Vendas', customer: 'Cliente', by: 'Vendeu', made: 'Data', paid: 'Paga', all: 'Todas',
    none: 'Ainda não há vendas', noneHelp: 'Um orçamento aceito e pago vira venda sozinho; também se vende no chat com /venda.', noneSuch: 'Não há vendas neste estado',
    chat: 'Ver o chat', quote: 'Orçamento', list: 'Tabela', reason: 'Motivo', isac: 'ISAC',
    deliver: 'Entregue', delivered: 'Venda entregue', receipt: 'Enviar o comprovante de novo', receiptSent: 'Comprovante enviado',
    sendLink: 'Enviar link de pagamento', linkSent: 'Link enviado ao chat', cash: 'Pagou em dinheiro', transfer: 'Pagou por transferência', recorded: 'Pagamento registrado',
    cancel: 'Cancelar a venda', cancelHelp: 'O que ela levou volta ao estoque. O dinheiro é devolvido por onde foi pago.', cancelled: 'Venda cancelada', why: 'Por quê (só a loja vê)', keep: 'Manter',
  },
});
