import { texts } from '@/texts/texts';

export const WEBHOOKS = texts({
  es: {
    newOne: 'Nuevo aviso', edit: 'Cambiar', none: 'Todavía no se avisa a ningún sistema', noneHelp: 'Contale a tu tienda, tu ERP o tu planilla qué pasa acá en cuanto pasa: una venta, un pago, un mensaje. Llega firmado (Standard Webhooks) y se reintenta hasta que lo tomen.',
    name: 'Nombre', namePlaceholder: 'ERP del depósito', url: 'Dirección', events: 'Qué se avisa', eventsHelp: 'Elegí de la lista o escribí uno y Enter.', includesText: 'Incluir lo que escriben los clientes', onlyAdmin: 'Solo lo puede encender quien administra.',
    secret: 'Secreto propio', secretHelp: 'Vacío: creamos uno y te lo mostramos una sola vez.', newSecretHelp: 'Vacío: sigue el que está. Uno nuevo firma junto al anterior durante 24 horas.', makeSecret: 'Crear uno nuevo', save: 'Guardar', saved: 'Aviso guardado', cancel: 'Cancelar',
    secretTitle: 'Copiá el secreto ahora: no se vuelve a mostrar', secretUse: 'El sistema que recibe comprueba con él que el aviso es nuestro.', copy: 'Copiar', copied: 'Copiado', done: 'Listo, lo guardé',
    state: 'Estado', told: 'Avisa', failing: 'No lo toman', paused: { BY_PERSON: 'En pausa', FAILING: 'Detenido: no lo tomaron en cinco días', GONE: 'Detenido: el receptor contestó que ya no existe' }, last: 'Última entrega', never: 'Nunca', failingSince: 'Falla desde', lastError: 'Último error', since: 'Creado', secrets: 'Secretos que firman', withText: 'Con texto', everything: 'Todo',
    test: 'Probar', tested: 'Prueba en camino: mirá abajo qué contesta', pause: 'Pausar', pausedNow: 'En pausa: lo que pase espera hasta siete días', resume: 'Reanudar', resumed: 'Vuelve a avisar, primero lo que esperaba', remove: 'Borrar', removeHelp: 'No se le avisa nada más, tampoco lo que espera.', reallyRemove: 'Sí, borrar', removed: 'Aviso borrado',
    deliveries: 'Entregas de los últimos siete días', all: 'Todas', status: { PENDING: 'En camino', DELIVERED: 'Entregado', FAILED: 'Abandonado' }, noDeliveries: 'Todavía no hubo entregas', noDeliveriesHelp: 'Mandá una prueba para ver qué contesta el receptor.', noneSuch: 'Ninguna así', tries: (many: number) => (many === 1 ? '1 intento' : `${many} intentos`), next: 'Próximo intento', untried: 'Todavía sin intentar',
    replay: 'Repetir', replayed: 'Va de nuevo', replayFailed: 'Repetir las abandonadas', replayedMany: (many: number) => (many === 1 ? '1 entrega va de nuevo' : `${many} entregas van de nuevo`), more: 'Ver más', took: (ms: string) => `${ms} ms`, noAnswer: 'Sin respuesta', id: 'webhook-id',
    event: {
      '*': 'Todo', 'message.received': 'Llega un mensaje', 'message.status': 'Cambia el estado de un mensaje', 'conversation.escalated': 'ISAC pasa una conversación', 'conversation.closed': 'Se cierra una conversación', 'quote.*': 'Cotizaciones', 'sale.*': 'Ventas', 'payment.*': 'Pagos', 'customer.*': 'Clientes', 'webhook.ping': 'Prueba',
    },
  },
  en: {
    newOne: 'New webhook', edit: 'Change', none: 'No system is told anything yet', noneHelp: 'Tell your shop, your ERP or your spreadsheet what happens here as it happens: a sale, a payment, a message. It comes signed (Standard Webhooks) and is tried again until it is taken.',
    name: 'Name', namePlaceholder: 'The warehouse’s ERP', url: 'Address', events: 'What it is told', eventsHelp: 'Choose from the list, or write one and press Enter.', includesText: 'Include what customers write', onlyAdmin: 'Only an administrator can switch it on.',
    secret: 'A secret of your own', secretHelp: 'Empty: we make one and show it to you once.', newSecretHelp: 'Empty: stays as it is. A new one signs beside the old one for 24 hours.', makeSecret: 'Make a new one', save: 'Save', saved: 'Webhook saved', cancel: 'Cancel',
    secretTitle: 'Copy the secret now: it is not shown again', secretUse: 'With it the receiving system proves that a delivery is ours.', copy: 'Copy', copied: 'Copied', done: 'Done, I have kept it',
    state: 'State', told: 'Told', failing: 'Not taken', paused: { BY_PERSON: 'Paused', FAILING: 'Stopped: nothing was taken for five days', GONE: 'Stopped: the receiver said that it is gone' }, last: 'Last delivery', never: 'Never', failingSince: 'Failing since', lastError: 'Last error', since: 'Created', secrets: 'Secrets that sign', withText: 'With text', everything: 'Everything',
    test: 'Test', tested: 'A test is under way: see below what is answered', pause: 'Pause', pausedNow: 'Paused: what happens waits for up to seven days', resume: 'Resume', resumed: 'Told again, first what waited', remove: 'Delete', removeHelp: 'It is told nothing more, nor what waits.', reallyRemove: 'Yes, delete', removed: 'Webhook deleted',
    deliveries: 'Deliveries of the last seven days', all: 'All', status: { PENDING: 'Under way', DELIVERED: 'Delivered', FAILED: 'Given up' }, noDeliveries: 'No deliveries yet', noDeliveriesHelp: 'Send a test to see what the receiver answers.', noneSuch: 'None like that', tries: (many: number) => (many === 1 ? '1 try' : `${many} tries`), next: 'Next try', untried: 'Not tried yet',
    replay: 'Repeat', replayed: 'Under way again', replayFailed: 'Repeat those given up', replayedMany: (many: number) => (many === 1 ? '1 delivery is under way again' : `${many} deliveries are under way again`), more: 'Show more', took: (ms: string) => `${ms} ms`, noAnswer: 'No answer', id: 'webhook-id',
    event: {
      '*': 'Everything', 'message.received': 'A message comes in', 'message.status': 'A message’s status changes', 'conversation.escalated': 'ISAC hands a conversation over', 'conversation.closed': 'A conversation is closed', 'quote.*': 'Quotes', 'sale.*': 'Sales', 'payment.*': 'Payments', 'customer.*': 'Customers', 'webhook.ping': 'Test',
    },
  },
  pt: {
    newOne: 'Novo aviso', edit: 'Alterar', none: 'Ainda não se avisa nenhum sistema', noneHelp: 'Conte à sua loja, ao seu ERP ou à sua planilha o que acontece aqui assim que acontece: uma venda, um pagamento, uma mensagem. Chega assinado (Standard Webhooks) e é repetido até que o recebam.',
    name: 'Nome', namePlaceholder: 'ERP do depósito', url: 'Endereço', events: 'O que se avisa', eventsHelp: 'Escolha da lista ou escreva um e Enter.', includesText: 'Incluir o que os clientes escrevem', onlyAdmin: 'Só quem administra pode ligar.',
    secret: 'Segredo próprio', secretHelp: 'Vazio: criamos um e mostramos uma única vez.', newSecretHelp: 'Vazio: fica o que está. Um novo assina junto ao anterior por 24 horas.', makeSecret: 'Criar um novo', save: 'Salvar', saved: 'Aviso salvo', cancel: 'Cancelar',
    secretTitle: 'Copie o segredo agora: não volta a ser mostrado', secretUse: 'O sistema que recebe comprova com ele que o aviso é nosso.', copy: 'Copiar', copied: 'Copiado', done: 'Pronto, guardei',
    state: 'Estado', told: 'Avisa', failing: 'Não recebem', paused: { BY_PERSON: 'Em pausa', FAILING: 'Parado: não receberam nada em cinco dias', GONE: 'Parado: o receptor respondeu que não existe mais' }, last: 'Última entrega', never: 'Nunca', failingSince: 'Falha desde', lastError: 'Último erro', since: 'Criado', secrets: 'Segredos que assinam', withText: 'Com texto', everything: 'Tudo',
    test: 'Testar', tested: 'Teste a caminho: veja abaixo o que responde', pause: 'Pausar', pausedNow: 'Em pausa: o que acontecer espera até sete dias', resume: 'Retomar', resumed: 'Volta a avisar, primeiro o que esperava', remove: 'Apagar', removeHelp: 'Não é avisado de mais nada, nem do que espera.', reallyRemove: 'Sim, apagar', removed: 'Aviso apagado',
    deliveries: 'Entregas dos últimos sete dias', all: 'Todas', status: { PENDING: 'A caminho', DELIVERED: 'Entregue', FAILED: 'Abandonada' }, noDeliveries: 'Ainda não houve entregas', noDeliveriesHelp: 'Mande um teste para ver o que o receptor responde.', noneSuch: 'Nenhuma assim', tries: (many: number) => (many === 1 ? '1 tentativa' : `${many} tentativas`), next: 'Próxima tentativa', untried: 'Ainda sem tentar',
    replay: 'Repetir', replayed: 'Vai de novo', replayFailed: 'Repetir as abandonadas', replayedMany: (many: number) => (many === 1 ? '1 entrega vai de novo' : `${many} entregas vão de novo`), more: 'Ver mais', took: (ms: string) => `${ms} ms`, noAnswer: 'Sem resposta', id: 'webhook-id',
    event: {
      '*': 'Tudo', 'message.received': 'Chega uma mensagem', 'message.status': 'Muda o estado de uma mensagem', 'conversation.escalated': 'ISAC passa uma conversa', 'conversation.closed': 'Fecha-se uma conversa', 'quote.*': 'Cotações', 'sale.*': 'Vendas', 'payment.*': 'Pagamentos', 'customer.*': 'Clientes', 'webhook.ping': 'Teste',
    },
  },
});
