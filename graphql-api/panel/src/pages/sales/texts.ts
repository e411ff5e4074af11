import { texts } from '@/texts/texts';

export const SALES = texts({
  es: {
    erased: 'Datos borrados',
    title: 'Ventas', number: 'Número', customer: 'Cliente', status: 'Estado', by: 'Vendió', total: 'Total', made: 'Fecha', paid: 'Pagada', all: 'Todas',
    none: 'Todavía no hay ventas', noneHelp: 'Una cotización aceptada y pagada se vuelve venta sola; también se venden desde el chat con /venta.', noneSuch: 'No hay ventas en este estado',
    goInbox: 'Ir a la bandeja', chat: 'Ver el chat', quote: 'Cotización', list: 'Lista', payments: 'Pagos', link: 'Link de pago', simulated: 'simulado', reason: 'Motivo', isac: 'ISAC',
    deliver: 'Entregada', delivered: 'Venta entregada', receipt: 'Reenviar el comprobante', receiptSent: 'Comprobante enviado',
    sendLink: 'Mandar link de pago', linkSent: 'Link enviado al chat', cash: 'Pagó en efectivo', transfer: 'Pagó por transferencia', recorded: 'Pago anotado',
    cancel: 'Anular', cancelHelp: 'Lo que tomó vuelve al stock. El dinero se devuelve donde se pagó.', cancelled: 'Venta anulada', why: 'Por qué (lo ve solo el local)', keep: 'No anular',
  },
  en: {
    erased: 'Data erased',
    title: 'Sales', number: 'Number', customer: 'Customer', status: 'Status', by: 'Sold by', total: 'Total', made: 'Date', paid: 'Paid', all: 'All',
    none: 'No sales yet', noneHelp: 'An accepted and paid quote becomes a sale by itself; you can also sell from a chat with /sale.', noneSuch: 'No sales in this status',
    goInbox: 'Go to the inbox', chat: 'Open the chat', quote: 'Quote', list: 'Price list', payments: 'Payments', link: 'Payment link', simulated: 'simulated', reason: 'Reason', isac: 'ISAC',
    deliver: 'Delivered', delivered: 'Sale delivered', receipt: 'Send the receipt again', receiptSent: 'Receipt sent',
    sendLink: 'Send a payment link', linkSent: 'Link sent to the chat', cash: 'Paid in cash', transfer: 'Paid by transfer', recorded: 'Payment recorded',
    cancel: 'Cancel the sale', cancelHelp: 'What it took goes back to stock. Money is given back where it was paid.', cancelled: 'Sale cancelled', why: 'Why (only the shop sees it)', keep: 'Keep it',
  },
  pt: {
    erased: 'Dados apagados',
    title: 'Vendas', number: 'Número', customer: 'Cliente', status: 'Estado', by: 'Vendeu', total: 'Total', made: 'Data', paid: 'Paga', all: 'Todas',
    none: 'Ainda não há vendas', noneHelp: 'Um orçamento aceito e pago vira venda sozinho; também se vende no chat com /venda.', noneSuch: 'Não há vendas neste estado',
    goInbox: 'Ir para a caixa de entrada', chat: 'Ver o chat', quote: 'Orçamento', list: 'Tabela', payments: 'Pagamentos', link: 'Link de pagamento', simulated: 'simulado', reason: 'Motivo', isac: 'ISAC',
    deliver: 'Entregue', delivered: 'Venda entregue', receipt: 'Enviar o comprovante de novo', receiptSent: 'Comprovante enviado',
    sendLink: 'Enviar link de pagamento', linkSent: 'Link enviado ao chat', cash: 'Pagou em dinheiro', transfer: 'Pagou por transferência', recorded: 'Pagamento registrado',
    cancel: 'Cancelar a venda', cancelHelp: 'O que ela levou volta ao estoque. O dinheiro é devolvido por onde foi pago.', cancelled: 'Venda cancelada', why: 'Por quê (só a loja vê)', keep: 'Manter',
  },
});
