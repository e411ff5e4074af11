import { texts } from '@/texts/texts';

export const TEMPLATES = texts({
  es: {
    template: 'Plantilla', text: 'Texto', status: 'Estado', category: 'Para qué', quality: 'Calidad', account: 'Cuenta', language: 'Idioma', why: 'Motivo', read: 'Leída', places: 'Se completa', buttons: 'Botones', reload: 'Leer de nuevo', reloaded: (many: number) => (many === 1 ? '1 plantilla leída' : `${many} plantillas leídas`),
    none: 'No hay plantillas', noneHelp: 'Con una plantilla aprobada le escribís a un cliente cuando pasaron más de 24 horas de su último mensaje. Se crean en el administrador de WhatsApp; acá se leen solas cada seis horas.', noWhatsApp: 'Las plantillas son de WhatsApp: conectá primero tu número.', noBusiness: (name: string) => `A ${name} le falta el id de la cuenta de WhatsApp Business: cargalo para poder leer sus plantillas.`, simulated: (name: string) => `${name} es el simulador, que no tiene plantillas: son de un número de verdad.`, noToken: (name: string) => `A ${name} le falta el token de acceso.`,
    manager: 'Abrir el administrador de WhatsApp', accounts: 'Ver números y cuentas', sendable: 'Se puede mandar', notSendable: 'No se puede mandar desde acá', use: 'Se usan desde el chat: cuando la ventana de respuesta se cerró, el cuadro de texto las ofrece.',
    statuses: { APPROVED: 'Aprobada', PENDING: 'En revisión', REJECTED: 'Rechazada', PAUSED: 'Pausada', DISABLED: 'Desactivada', IN_APPEAL: 'Apelada', PENDING_DELETION: 'Por borrarse', DELETED: 'Borrada' },
    categories: { MARKETING: 'Promoción', UTILITY: 'Servicio', AUTHENTICATION: 'Verificación' }, qualities: { GREEN: 'Alta', YELLOW: 'Media', RED: 'Baja', UNKNOWN: 'Sin datos' },
  },
  en: {
    template: 'Template', text: 'Text', status: 'Status', category: 'What for', quality: 'Quality', account: 'Account', language: 'Language', why: 'Reason', read: 'Read', places: 'Filled in', buttons: 'Buttons', reload: 'Read anew', reloaded: (many: number) => (many === 1 ? '1 template read' : `${many} templates read`),
    none: 'No templates', noneHelp: 'With an approved template you write to a customer more than 24 hours after their last message. They are made in the WhatsApp manager; here they are read by themselves every six hours.', noWhatsApp: 'Templates belong to WhatsApp: connect your number first.', noBusiness: (name: string) => `${name} lacks the id of its WhatsApp Business account: fill it in so that its templates can be read.`, simulated: (name: string) => `${name} is the simulator, which has no templates: they belong to a real number.`, noToken: (name: string) => `${name} lacks its access token.`,
    manager: 'Open the WhatsApp manager', accounts: 'See numbers and accounts', sendable: 'Can be sent', notSendable: 'Cannot be sent from here', use: 'They are used from the chat: once the reply window has closed, the composer offers them.',
    statuses: { APPROVED: 'Approved', PENDING: 'Under review', REJECTED: 'Rejected', PAUSED: 'Paused', DISABLED: 'Disabled', IN_APPEAL: 'Appealed', PENDING_DELETION: 'To be deleted', DELETED: 'Deleted' },
    categories: { MARKETING: 'Marketing', UTILITY: 'Utility', AUTHENTICATION: 'Authentication' }, qualities: { GREEN: 'High', YELLOW: 'Medium', RED: 'Low', UNKNOWN: 'No data' },
  },
  pt: {
    template: 'Modelo', text: 'Texto', status: 'Estado', category: 'Para quê', quality: 'Qualidade', account: 'Conta', language: 'Idioma', why: 'Motivo', read: 'Lido', places: 'Preenche-se', buttons: 'Botões', reload: 'Ler de novo', reloaded: (many: number) => (many === 1 ? '1 modelo lido' : `${many} modelos lidos`),
    none: 'Não há modelos', noneHelp: 'Com um modelo aprovado você escreve a um cliente mais de 24 horas depois da última mensagem dele. São criados no gerenciador do WhatsApp; aqui são lidos sozinhos a cada seis horas.', noWhatsApp: 'Os modelos são do WhatsApp: conecte primeiro seu número.', noBusiness: (name: string) => `Falta a ${name} o id da conta do WhatsApp Business: preencha-o para poder ler seus modelos.`, simulated: (name: string) => `${name} é o simulador, que não tem modelos: são de um número de verdade.`, noToken: (name: string) => `Falta a ${name} o token de acesso.`,
    manager: 'Abrir o gerenciador do WhatsApp', accounts: 'Ver números e contas', sendable: 'Pode ser enviado', notSendable: 'Não pode ser enviado daqui', use: 'Usam-se no chat: quando a janela de resposta se fecha, a caixa de texto os oferece.',
    statuses: { APPROVED: 'Aprovado', PENDING: 'Em revisão', REJECTED: 'Rejeitado', PAUSED: 'Pausado', DISABLED: 'Desativado', IN_APPEAL: 'Em recurso', PENDING_DELETION: 'A apagar', DELETED: 'Apagado' },
    categories: { MARKETING: 'Promoção', UTILITY: 'Serviço', AUTHENTICATION: 'Verificação' }, qualities: { GREEN: 'Alta', YELLOW: 'Média', RED: 'Baixa', UNKNOWN: 'Sem dados' },
  },
});
