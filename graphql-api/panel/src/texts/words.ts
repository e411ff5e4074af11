import { type InAllLanguages, texts, useTexts } from './texts';

/** What the API calls things, in the words of those who work here. A value that is new to us is shown in its own letters. */
export const WORDS = texts({
  es: {
    author: { CUSTOMER: 'Cliente', ASSISTANT: 'ISAC', ADVISOR: 'Asesor', AUTOMATION: 'Automático', SYSTEM: 'Sistema' },
    control: { ASSISTANT: 'Con ISAC', WAITING: 'Espera a una persona', HUMAN: 'Con asesor' },
    status: { OPEN: 'Abierta', FOLLOW_UP: 'En seguimiento', CLOSED: 'Cerrada' },
    priority: { LOW: 'Baja', NORMAL: 'Normal', HIGH: 'Alta', URGENT: 'Urgente' },
    segment: { RETAIL: 'Minorista', WHOLESALE: 'Mayorista' },
    channel: { WHATSAPP: 'WhatsApp', INSTAGRAM: 'Instagram', TELEGRAM: 'Telegram', WEBCHAT: 'Chat web', EMAIL: 'E-mail', OTHER: 'Otro canal' },
    delivery: { RECEIVED: 'Recibido', QUEUED: 'En espera', SENT: 'Enviado', DELIVERED: 'Entregado', READ: 'Leído', PLAYED: 'Escuchado', FAILED: 'No entregado', UNKNOWN: 'No se sabe si llegó' },
    mediaProblem: { GONE: 'La plataforma ya no lo ofrece: pedile al cliente que lo mande de nuevo.', NO_ACCESS: 'La cuenta no tiene acceso a la plataforma: hay que volver a conectarla.', UNREACHABLE: 'La plataforma no respondió.', TOO_LARGE: 'Pesa más de 20 MB: miralo en el teléfono.', NOT_AS_ANNOUNCED: 'Lo que llegó no era el archivo que se había anunciado.', FORBIDDEN_ADDRESS: 'El enlace lleva a una dirección que no se visita por seguridad.' },
    escalation: {
      ASKED_FOR_PERSON: 'Pidió hablar con una persona', COMPLAINT: 'Reclamo', PAYMENT_PROBLEM: 'Problema con un pago', LOW_CONFIDENCE: 'ISAC no entendió',
      UNSUPPORTED_MEDIA: 'Mandó algo que ISAC no puede leer', HIGH_VALUE: 'Compra de mucho valor', NEGATIVE_TONE: 'Está molesto', READY_TO_BUY: 'Quiere comprar',
      NOT_COVERED: 'Pregunta sin respuesta cargada', ASSISTANT_FAILURE: 'ISAC falló', ASSISTANT_TIMEOUT: 'ISAC no llegó a responder',
    },
    intent: {
      GREETING: 'Saludo', PRODUCT_QUERY: 'Consulta de producto', PRICE_QUERY: 'Precio', STOCK_QUERY: 'Stock', PURCHASE_REQUEST: 'Quiere comprar',
      WARRANTY_QUERY: 'Garantía', COMPLAINT: 'Reclamo', ORDER_STATUS: 'Estado de un pedido', SHIPPING_QUERY: 'Envío', PAYMENT_METHODS: 'Medios de pago',
      STORE_INFO: 'Datos del local', HUMAN_REQUEST: 'Quiere una persona', THANKS_BYE: 'Agradece o se despide', AFFIRM: 'Sí', DENY: 'No', OTHER: 'Otra cosa',
    },
    quote: { PENDING: 'Pendiente', ACCEPTED: 'Aceptada', REJECTED: 'Rechazada', EXPIRED: 'Vencida' },
    sale: { PENDING: 'Pendiente', PAID_AWAITING_STOCK: 'Pagada, sin stock', PAID: 'Pagada', DELIVERED: 'Entregada', CANCELLED: 'Cancelada', REFUNDED: 'Reintegrada' },
    payment: { PENDING: 'Pendiente', REJECTED: 'Rechazado', APPROVED: 'Aprobado', REFUNDED: 'Devuelto', CHARGED_BACK: 'Contracargo' },
    paymentMethod: { MERCADO_PAGO: 'Mercado Pago', CASH: 'Efectivo', TRANSFER: 'Transferencia' },
    followUpType: { REMINDER: 'Recordatorio', FOLLOW_UP: 'Seguimiento', POST_SALE: 'Posventa' },
    followUpStatus: { SCHEDULED: 'Agendado', DUE: 'Para hacer', SENT: 'Enviado', COMPLETED: 'Hecho', CANCELLED: 'Cancelado' },
    assistantMode: { AUTO: 'Responde solo', SUGGEST: 'Sugiere', OFF: 'Apagado' },
    role: { ADMIN: 'Administra', SUPERVISOR: 'Supervisa', ADVISOR: 'Asesora', ANALYST: 'Analiza', INTEGRATOR: 'Integra' },
    presence: { ONLINE: 'En línea', AWAY: 'Ausente', OFFLINE: 'Desconectado' },
    consent: { MARKETING: 'Promociones', REMINDERS: 'Recordatorios', SURVEYS: 'Encuestas' },
    topic: { HOURS: 'Horarios', ADDRESS: 'Dirección', SHIPPING: 'Envíos', PAYMENT: 'Pagos', WARRANTY: 'Garantía', RETURNS: 'Cambios', INVOICES: 'Facturas', OTHER: 'Otros' },
  },
  en: {
    author: { CUSTOMER: 'Customer', ASSISTANT: 'ISAC', ADVISOR: 'Advisor', AUTOMATION: 'Automation', SYSTEM: 'System' },
    control: { ASSISTANT: 'With ISAC', WAITING: 'Waiting for a person', HUMAN: 'With an advisor' },
    status: { OPEN: 'Open', FOLLOW_UP: 'Following up', CLOSED: 'Closed' },
    priority: { LOW: 'Low', NORMAL: 'Normal', HIGH: 'High', URGENT: 'Urgent' },
    segment: { RETAIL: 'Retail', WHOLESALE: 'Wholesale' },
    channel: { WHATSAPP: 'WhatsApp', INSTAGRAM: 'Instagram', TELEGRAM: 'Telegram', WEBCHAT: 'Web chat', EMAIL: 'E-mail', OTHER: 'Other channel' },
    delivery: { RECEIVED: 'Received', QUEUED: 'Queued', SENT: 'Sent', DELIVERED: 'Delivered', READ: 'Read', PLAYED: 'Played', FAILED: 'Not delivered', UNKNOWN: 'Nobody knows whether it arrived' },
    mediaProblem: { GONE: 'The platform does not offer it any more: ask the customer to send it again.', NO_ACCESS: 'The account has no access to the platform: it has to be connected again.', UNREACHABLE: 'The platform did not answer.', TOO_LARGE: 'It is larger than 20 MB: look at it on the phone.', NOT_AS_ANNOUNCED: 'What came was not the file that had been announced.', FORBIDDEN_ADDRESS: 'The link leads to an address that is not visited for safety.' },
    escalation: {
      ASKED_FOR_PERSON: 'Asked for a person', COMPLAINT: 'Complaint', PAYMENT_PROBLEM: 'Payment problem', LOW_CONFIDENCE: 'ISAC did not understand',
      UNSUPPORTED_MEDIA: 'Sent something ISAC cannot read', HIGH_VALUE: 'High-value purchase', NEGATIVE_TONE: 'Is upset', READY_TO_BUY: 'Wants to buy',
      NOT_COVERED: 'Question without an answer on file', ASSISTANT_FAILURE: 'ISAC failed', ASSISTANT_TIMEOUT: 'ISAC was too slow',
    },
    intent: {
      GREETING: 'Greeting', PRODUCT_QUERY: 'Product question', PRICE_QUERY: 'Price', STOCK_QUERY: 'Stock', PURCHASE_REQUEST: 'Wants to buy',
      WARRANTY_QUERY: 'Warranty', COMPLAINT: 'Complaint', ORDER_STATUS: 'Order status', SHIPPING_QUERY: 'Shipping', PAYMENT_METHODS: 'Ways to pay',
      STORE_INFO: 'About the shop', HUMAN_REQUEST: 'Wants a person', THANKS_BYE: 'Thanks or goodbye', AFFIRM: 'Yes', DENY: 'No', OTHER: 'Something else',
    },
    quote: { PENDING: 'Pending', ACCEPTED: 'Accepted', REJECTED: 'Rejected', EXPIRED: 'Expired' },
    sale: { PENDING: 'Pending', PAID_AWAITING_STOCK: 'Paid, out of stock', PAID: 'Paid', DELIVERED: 'Delivered', CANCELLED: 'Cancelled', REFUNDED: 'Refunded' },
    payment: { PENDING: 'Pending', REJECTED: 'Rejected', APPROVED: 'Approved', REFUNDED: 'Refunded', CHARGED_BACK: 'Charged back' },
    paymentMethod: { MERCADO_PAGO: 'Mercado Pago', CASH: 'Cash', TRANSFER: 'Bank transfer' },
    followUpType: { REMINDER: 'Reminder', FOLLOW_UP: 'Follow-up', POST_SALE: 'After-sale' },
    followUpStatus: { SCHEDULED: 'Scheduled', DUE: 'Due', SENT: 'Sent', COMPLETED: 'Done', CANCELLED: 'Cancelled' },
    assistantMode: { AUTO: 'Answers by itself', SUGGEST: 'Suggests', OFF: 'Off' },
    role: { ADMIN: 'Administrator', SUPERVISOR: 'Supervisor', ADVISOR: 'Advisor', ANALYST: 'Analyst', INTEGRATOR: 'Integrator' },
    presence: { ONLINE: 'Online', AWAY: 'Away', OFFLINE: 'Offline' },
    consent: { MARKETING: 'Offers', REMINDERS: 'Reminders', SURVEYS: 'Surveys' },
    topic: { HOURS: 'Hours', ADDRESS: 'Address', SHIPPING: 'Shipping', PAYMENT: 'Payment', WARRANTY: 'Warranty', RETURNS: 'Returns', INVOICES: 'Invoices', OTHER: 'Other' },
  },
  pt: {
    author: { CUSTOMER: 'Cliente', ASSISTANT: 'ISAC', ADVISOR: 'Atendente', AUTOMATION: 'Automático', SYSTEM: 'Sistema' },
    control: { ASSISTANT: 'Com ISAC', WAITING: 'Espera uma pessoa', HUMAN: 'Com atendente' },
    status: { OPEN: 'Aberta', FOLLOW_UP: 'Em acompanhamento', CLOSED: 'Fechada' },
    priority: { LOW: 'Baixa', NORMAL: 'Normal', HIGH: 'Alta', URGENT: 'Urgente' },
    segment: { RETAIL: 'Varejo', WHOLESALE: 'Atacado' },
    channel: { WHATSAPP: 'WhatsApp', INSTAGRAM: 'Instagram', TELEGRAM: 'Telegram', WEBCHAT: 'Chat do site', EMAIL: 'E-mail', OTHER: 'Outro canal' },
    delivery: { RECEIVED: 'Recebida', QUEUED: 'Na fila', SENT: 'Enviada', DELIVERED: 'Entregue', READ: 'Lida', PLAYED: 'Ouvida', FAILED: 'Não entregue', UNKNOWN: 'Não se sabe se chegou' },
    mediaProblem: { GONE: 'A plataforma já não o oferece: peça ao cliente que envie de novo.', NO_ACCESS: 'A conta não tem acesso à plataforma: é preciso conectá-la de novo.', UNREACHABLE: 'A plataforma não respondeu.', TOO_LARGE: 'Tem mais de 20 MB: veja no telefone.', NOT_AS_ANNOUNCED: 'O que chegou não era o arquivo anunciado.', FORBIDDEN_ADDRESS: 'O link leva a um endereço que não se visita por segurança.' },
    escalation: {
      ASKED_FOR_PERSON: 'Pediu para falar com uma pessoa', COMPLAINT: 'Reclamação', PAYMENT_PROBLEM: 'Problema com pagamento', LOW_CONFIDENCE: 'ISAC não entendeu',
      UNSUPPORTED_MEDIA: 'Enviou algo que ISAC não lê', HIGH_VALUE: 'Compra de alto valor', NEGATIVE_TONE: 'Está incomodado', READY_TO_BUY: 'Quer comprar',
      NOT_COVERED: 'Pergunta sem resposta cadastrada', ASSISTANT_FAILURE: 'ISAC falhou', ASSISTANT_TIMEOUT: 'ISAC não respondeu a tempo',
    },
    intent: {
      GREETING: 'Saudação', PRODUCT_QUERY: 'Pergunta de produto', PRICE_QUERY: 'Preço', STOCK_QUERY: 'Estoque', PURCHASE_REQUEST: 'Quer comprar',
      WARRANTY_QUERY: 'Garantia', COMPLAINT: 'Reclamação', ORDER_STATUS: 'Status do pedido', SHIPPING_QUERY: 'Entrega', PAYMENT_METHODS: 'Formas de pagamento',
      STORE_INFO: 'Dados da loja', HUMAN_REQUEST: 'Quer uma pessoa', THANKS_BYE: 'Agradece ou se despede', AFFIRM: 'Sim', DENY: 'Não', OTHER: 'Outra coisa',
    },
    quote: { PENDING: 'Pendente', ACCEPTED: 'Aceita', REJECTED: 'Recusada', EXPIRED: 'Vencida' },
    sale: { PENDING: 'Pendente', PAID_AWAITING_STOCK: 'Paga, sem estoque', PAID: 'Paga', DELIVERED: 'Entregue', CANCELLED: 'Cancelada', REFUNDED: 'Reembolsada' },
    payment: { PENDING: 'Pendente', REJECTED: 'Recusado', APPROVED: 'Aprovado', REFUNDED: 'Devolvido', CHARGED_BACK: 'Contestado' },
    paymentMethod: { MERCADO_PAGO: 'Mercado Pago', CASH: 'Dinheiro', TRANSFER: 'Transferência' },
    followUpType: { REMINDER: 'Lembrete', FOLLOW_UP: 'Acompanhamento', POST_SALE: 'Pós-venda' },
    followUpStatus: { SCHEDULED: 'Agendado', DUE: 'A fazer', SENT: 'Enviado', COMPLETED: 'Feito', CANCELLED: 'Cancelado' },
    assistantMode: { AUTO: 'Responde sozinho', SUGGEST: 'Sugere', OFF: 'Desligado' },
    role: { ADMIN: 'Administra', SUPERVISOR: 'Supervisiona', ADVISOR: 'Atende', ANALYST: 'Analisa', INTEGRATOR: 'Integra' },
    presence: { ONLINE: 'On-line', AWAY: 'Ausente', OFFLINE: 'Off-line' },
    consent: { MARKETING: 'Promoções', REMINDERS: 'Lembretes', SURVEYS: 'Pesquisas' },
    topic: { HOURS: 'Horários', ADDRESS: 'Endereço', SHIPPING: 'Entregas', PAYMENT: 'Pagamento', WARRANTY: 'Garantia', RETURNS: 'Trocas', INVOICES: 'Notas fiscais', OTHER: 'Outros' },
  },
});

type Kinds = typeof WORDS extends InAllLanguages<infer T> ? keyof T : never;

/** Says how to call the API's values of a kind, such as `word('priority', 'HIGH')`. */
export function useWord(): (kind: Kinds, value: string) => string {
  const words = useTexts(WORDS) as unknown as Record<Kinds, Record<string, string>>;
  return (kind, value) => words[kind][value] ?? value.toLowerCase().replaceAll('_', ' ');
}
