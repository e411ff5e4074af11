import { texts } from '@/texts/texts';

export const SETTINGS = texts({
  es: {
    title: 'Ajustes', mine: 'Para vos', mineHelp: 'Valen en este navegador.', language: 'Idioma', appearance: 'Apariencia', light: 'Clara', dark: 'Oscura', auto: 'Como el sistema',
    sound: 'Sonido al llegar algo para vos', hear: 'Escuchar', desktop: 'Avisos del escritorio', desktopRefused: 'El navegador no deja mostrar avisos: permitilos para este sitio en su configuración.', firstSteps: 'Mostrar los primeros pasos',
    shop: 'El local', shopHelp: 'Así lo ven tus clientes y así sale en cotizaciones y comprobantes.', name: 'Nombre', legalName: 'Razón social', taxId: 'CUIT', address: 'Dirección', contact: 'Contacto', currency: 'Moneda', locale: 'Idioma y formato', timeZone: 'Zona horaria', region: 'País',
    fixed: 'Se cambia en la configuración del servidor, con las variables que se nombran, y vale desde el próximo arranque.', notSet: 'Sin completar',
    hours: 'Horario', hoursHelp: 'ISAC lo cuenta a los clientes y cambia de modo fuera de él.', openNow: 'Abierto ahora', closedNow: 'Cerrado ahora', opensAt: (when: string) => `abre ${when}`, closed: 'Cerrado', change: 'Cambiar', noHours: 'Todavía no contaste tu horario: el local cuenta como siempre abierto.', tellHours: 'Contar el horario', holidays: 'Feriados', yearly: 'todos los años', inactive: 'ISAC no lo cuenta: está apagado',
    onHolidays: { NOT_SAID: 'Sin decir: ISAC pregunta a una persona', AS_USUAL: 'Como cualquier día', CLOSED: 'Cerrado' },
    isac: 'ISAC en cada canal', isacHelp: 'Responde solo, sugiere y vos mandás, o se queda callado. Vale desde el próximo turno.', inHours: 'En horario', outside: 'Fuera de horario', same: 'Igual que siempre', now: (mode: string) => `Ahora: ${mode.toLowerCase()}`, modeSet: 'Modo cambiado', noChannels: 'Todavía no hay canales.', connect: 'Conectar uno',
    rules: 'Reglas', rulesHelp: 'Hasta dónde pueden llegar ISAC y tu equipo.',
    rule: {
      'visibility': 'Conversaciones que ve cada asesor', 'conversations-per-advisor': 'Conversaciones abiertas por asesor', 'transfer-patience': 'Una conversación pasada vuelve a la cola después de', 'assistant-returns-after': 'ISAC vuelve a responder, después de cerrar', 'quotes-valid-for': 'Una cotización vale', 'advisor-max-discount': 'Descuento máximo de un asesor', 'assistant-max-discount': 'Descuento máximo de ISAC', 'high-value': 'Compras que pasan a una persona, desde', 'wholesale-units': 'Unidades desde las que pasa a una persona',
    },
    visibilities: { ALL: 'Todas', TEAM: 'Las suyas, las de su grupo y las de nadie', OWN: 'Las suyas y las de nadie' }, never: 'Nunca',
    server: 'Este servidor', version: 'Versión', built: (when: string) => `del ${when}`, features: 'Tiene', node: 'Nodo', database: 'Base de datos', embedded: (size: string) => `Propia, ${size} en disco`, external: 'Externa', memory: 'Memoria en uso', outgrowing: 'La base propia está quedando chica: pasá a un MongoDB o dale más memoria.', uploads: 'Archivos de hasta',
    feature: { demo: 'Demostración', simulator: 'Simulador', mercadopago: 'Mercado Pago' },
  },
  en: {
    title: 'Settings', mine: 'For you', mineHelp: 'They hold in this browser.', language: 'Language', appearance: 'Appearance', light: 'Light', dark: 'Dark', auto: 'As the system',
    sound: 'Sound when something comes for you', hear: 'Listen', desktop: 'Desktop notifications', desktopRefused: 'The browser does not let notifications be shown: allow them for this site in its settings.', firstSteps: 'Show the first steps',
    shop: 'The shop', shopHelp: 'As customers see it, and as quotes and receipts show it.', name: 'Name', legalName: 'Legal name', taxId: 'Tax number', address: 'Address', contact: 'Contact', currency: 'Currency', locale: 'Language and format', timeZone: 'Time zone', region: 'Country',
    fixed: 'Changed in the server’s configuration, by the variables that are named; a change counts from the next start on.', notSet: 'Not set',
    hours: 'Opening hours', hoursHelp: 'ISAC tells them to customers and changes its mode outside of them.', openNow: 'Open now', closedNow: 'Closed now', opensAt: (when: string) => `opens ${when}`, closed: 'Closed', change: 'Change', noHours: 'You have told no hours yet: the shop counts as always open.', tellHours: 'Tell the hours', holidays: 'Public holidays', yearly: 'every year', inactive: 'ISAC does not tell them: switched off',
    onHolidays: { NOT_SAID: 'Not said: ISAC asks a person', AS_USUAL: 'As any other day', CLOSED: 'Closed' },
    isac: 'ISAC on each channel', isacHelp: 'It answers by itself, suggests what you send, or stays silent. A change counts from the next turn on.', inHours: 'While open', outside: 'While closed', same: 'As always', now: (mode: string) => `Now: ${mode.toLowerCase()}`, modeSet: 'Mode changed', noChannels: 'No channels yet.', connect: 'Connect one',
    rules: 'Rules', rulesHelp: 'How far ISAC and your team may go.',
    rule: {
      'visibility': 'Conversations that an advisor sees', 'conversations-per-advisor': 'Open conversations per advisor', 'transfer-patience': 'A transfer returns to the queue after', 'assistant-returns-after': 'ISAC answers again, after closing', 'quotes-valid-for': 'A quote holds for', 'advisor-max-discount': 'Highest discount by an advisor', 'assistant-max-discount': 'Highest discount by ISAC', 'high-value': 'Purchases left to a person, from', 'wholesale-units': 'Units left to a person, from',
    },
    visibilities: { ALL: 'All', TEAM: 'Their own, their group’s and nobody’s', OWN: 'Their own and nobody’s' }, never: 'Never',
    server: 'This server', version: 'Version', built: (when: string) => `of ${when}`, features: 'It has', node: 'Node', database: 'Database', embedded: (size: string) => `Its own, ${size} on disk`, external: 'External', memory: 'Memory in use', outgrowing: 'The database of its own is getting tight: move to a MongoDB or give it more memory.', uploads: 'Files up to',
    feature: { demo: 'Demonstration', simulator: 'Simulator', mercadopago: 'Mercado Pago' },
  },
  pt: {
    title: 'Ajustes', mine: 'Para você', mineHelp: 'Valem neste navegador.', language: 'Idioma', appearance: 'Aparência', light: 'Clara', dark: 'Escura', auto: 'Como o sistema',
    sound: 'Som quando algo chega para você', hear: 'Ouvir', desktop: 'Avisos da área de trabalho', desktopRefused: 'O navegador não deixa mostrar avisos: permita-os para este site nas configurações dele.', firstSteps: 'Mostrar os primeiros passos',
    shop: 'A loja', shopHelp: 'Assim os clientes a veem e assim sai em cotações e comprovantes.', name: 'Nome', legalName: 'Razão social', taxId: 'Número fiscal', address: 'Endereço', contact: 'Contato', currency: 'Moeda', locale: 'Idioma e formato', timeZone: 'Fuso horário', region: 'País',
    fixed: 'Muda-se na configuração do servidor, com as variáveis indicadas, e vale a partir da próxima partida.', notSet: 'Sem preencher',
    hours: 'Horário', hoursHelp: 'ISAC o conta aos clientes e muda de modo fora dele.', openNow: 'Aberta agora', closedNow: 'Fechada agora', opensAt: (when: string) => `abre ${when}`, closed: 'Fechada', change: 'Alterar', noHours: 'Você ainda não contou seu horário: a loja conta como sempre aberta.', tellHours: 'Contar o horário', holidays: 'Feriados', yearly: 'todos os anos', inactive: 'ISAC não o conta: está desligado',
    onHolidays: { NOT_SAID: 'Não dito: ISAC pergunta a uma pessoa', AS_USUAL: 'Como qualquer dia', CLOSED: 'Fechada' },
    isac: 'ISAC em cada canal', isacHelp: 'Responde sozinho, sugere e você envia, ou fica calado. Vale a partir do próximo turno.', inHours: 'No horário', outside: 'Fora do horário', same: 'Como sempre', now: (mode: string) => `Agora: ${mode.toLowerCase()}`, modeSet: 'Modo alterado', noChannels: 'Ainda não há canais.', connect: 'Conectar um',
    rules: 'Regras', rulesHelp: 'Até onde ISAC e sua equipe podem ir.',
    rule: {
      'visibility': 'Conversas que cada atendente vê', 'conversations-per-advisor': 'Conversas abertas por atendente', 'transfer-patience': 'Uma conversa passada volta à fila depois de', 'assistant-returns-after': 'ISAC volta a responder, depois de fechar', 'quotes-valid-for': 'Uma cotação vale', 'advisor-max-discount': 'Desconto máximo de um atendente', 'assistant-max-discount': 'Desconto máximo de ISAC', 'high-value': 'Compras que passam a uma pessoa, a partir de', 'wholesale-units': 'Unidades a partir das quais passa a uma pessoa',
    },
    visibilities: { ALL: 'Todas', TEAM: 'As suas, as do grupo e as de ninguém', OWN: 'As suas e as de ninguém' }, never: 'Nunca',
    server: 'Este servidor', version: 'Versão', built: (when: string) => `de ${when}`, features: 'Tem', node: 'Nó', database: 'Banco de dados', embedded: (size: string) => `Próprio, ${size} em disco`, external: 'Externo', memory: 'Memória em uso', outgrowing: 'O banco próprio está ficando pequeno: passe para um MongoDB ou dê mais memória.', uploads: 'Arquivos de até',
    feature: { demo: 'Demonstração', simulator: 'Simulador', mercadopago: 'Mercado Pago' },
  },
});
