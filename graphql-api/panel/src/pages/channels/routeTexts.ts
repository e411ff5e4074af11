import { texts } from '@/texts/texts';

export const ROUTES = texts({
  es: {
    file: 'Archivo', channel: 'Canal', state: 'Estado', revision: 'Versión', running: 'Anda', stopped: 'No anda', staged: 'Probado, sin poner en marcha', byHand: 'Puesto a mano en la carpeta', plain: 'Rutas sin canal',
    none: 'Todavía no hay canales a medida', noneHelp: 'Un archivo de rutas suma un canal: SMS, un chat propio, lo que sea. Se prueba acá antes de que cuente.', newOne: 'Nuevo archivo', name: 'Nombre del archivo', nameHelp: 'Minúsculas, números y guiones; sin .yaml',
    yaml: 'El archivo', sample: 'Un ejemplo de lo que manda la plataforma', sampleHelp: 'Con esto se prueba: nada sale y nada queda.', headers: 'Encabezados del ejemplo', headersHelp: 'Uno por línea, como «x-signature: abc».', answer: 'Lo que contesta la plataforma', answerHelp: 'Vacío: un objeto JSON vacío.', more: 'Más del ejemplo',
    tryIt: 'Probar y guardar', activate: (number: number) => `Poner en marcha la versión ${number}`, activated: (name: string) => `${name} en marcha`, keeps: (number: number) => `Probado y guardado como versión ${number}`, sameAs: 'Anda así ahora', by: (who: string, when: string) => `${who}, ${when}`, active: 'en marcha', unsaved: 'Con cambios sin probar',
    problems: (many: number) => (many === 1 ? '1 error' : `${many} errores`), at: (line: number, column: number | null) => (column === null ? `Línea ${line}` : `Línea ${line}, columna ${column}`), inFolder: 'El archivo de la carpeta no anda', trial: 'Qué pasó en la prueba', inbound: 'Entendió', noInbound: 'Del ejemplo no sale ningún mensaje.', calls: 'Habría llamado', noCalls: 'No habría llamado a nadie.', outcome: 'Mandar un texto', settings: 'Datos que pide a cada cuenta', required: 'hace falta',
    remove: 'Quitar', reallyRemove: 'Sí, quitarlo', removed: (name: string) => `${name} ya no anda`, removeHelp: 'Deja de andar y sale de la carpeta; sus versiones quedan y se puede volver a poner en marcha.', cancel: 'Cancelar', noText: 'Este archivo se puso a mano y su texto no está acá: pegalo para probarlo.',
  },
  en: {
    file: 'File', channel: 'Channel', state: 'State', revision: 'Revision', running: 'Running', stopped: 'Not running', staged: 'Tried, not activated', byHand: 'Put into the folder by hand', plain: 'Routes without a channel',
    none: 'No channels of your own yet', noneHelp: 'A file of routes adds a channel: SMS, a chat of your own, anything. It is tried here before it counts.', newOne: 'New file', name: 'The file’s name', nameHelp: 'Small letters, digits and hyphens; without .yaml',
    yaml: 'The file', sample: 'A sample of what the platform delivers', sampleHelp: 'It is tried on this: nothing leaves and nothing is kept.', headers: 'The sample’s headers', headersHelp: 'One a line, such as “x-signature: abc”.', answer: 'What the platform answers', answerHelp: 'Empty: an empty JSON object.', more: 'More of the sample',
    tryIt: 'Try and save', activate: (number: number) => `Activate revision ${number}`, activated: (name: string) => `${name} is running`, keeps: (number: number) => `Tried and kept as revision ${number}`, sameAs: 'It runs like this now', by: (who: string, when: string) => `${who}, ${when}`, active: 'active', unsaved: 'With changes that were not tried',
    problems: (many: number) => (many === 1 ? '1 error' : `${many} errors`), at: (line: number, column: number | null) => (column === null ? `Line ${line}` : `Line ${line}, column ${column}`), inFolder: 'The file in the folder does not run', trial: 'What the trial brought', inbound: 'Understood', noInbound: 'No message comes of the sample.', calls: 'Would have called', noCalls: 'Would have called nobody.', outcome: 'Sending a text', settings: 'What it asks of each account', required: 'required',
    remove: 'Remove', reallyRemove: 'Yes, remove it', removed: (name: string) => `${name} runs no more`, removeHelp: 'It stops running and leaves the folder; its revisions stay and can be activated again.', cancel: 'Cancel', noText: 'This file was put here by hand and its text is not kept: paste it to try it.',
  },
  pt: {
    file: 'Arquivo', channel: 'Canal', state: 'Estado', revision: 'Versão', running: 'Funciona', stopped: 'Não funciona', staged: 'Testado, não ativado', byHand: 'Posto à mão na pasta', plain: 'Rotas sem canal',
    none: 'Ainda não há canais sob medida', noneHelp: 'Um arquivo de rotas soma um canal: SMS, um chat próprio, o que for. É testado aqui antes de valer.', newOne: 'Novo arquivo', name: 'Nome do arquivo', nameHelp: 'Minúsculas, números e hífens; sem .yaml',
    yaml: 'O arquivo', sample: 'Um exemplo do que a plataforma envia', sampleHelp: 'É testado com isto: nada sai e nada fica.', headers: 'Cabeçalhos do exemplo', headersHelp: 'Um por linha, como «x-signature: abc».', answer: 'O que a plataforma responde', answerHelp: 'Vazio: um objeto JSON vazio.', more: 'Mais do exemplo',
    tryIt: 'Testar e salvar', activate: (number: number) => `Ativar a versão ${number}`, activated: (name: string) => `${name} funcionando`, keeps: (number: number) => `Testado e salvo como versão ${number}`, sameAs: 'Funciona assim agora', by: (who: string, when: string) => `${who}, ${when}`, active: 'ativa', unsaved: 'Com mudanças sem testar',
    problems: (many: number) => (many === 1 ? '1 erro' : `${many} erros`), at: (line: number, column: number | null) => (column === null ? `Linha ${line}` : `Linha ${line}, coluna ${column}`), inFolder: 'O arquivo da pasta não funciona', trial: 'O que o teste trouxe', inbound: 'Entendeu', noInbound: 'Do exemplo não sai nenhuma mensagem.', calls: 'Teria chamado', noCalls: 'Não teria chamado ninguém.', outcome: 'Enviar um texto', settings: 'Dados que pede a cada conta', required: 'necessário',
    remove: 'Remover', reallyRemove: 'Sim, remover', removed: (name: string) => `${name} não funciona mais`, removeHelp: 'Deixa de funcionar e sai da pasta; suas versões ficam e pode ser ativado de novo.', cancel: 'Cancelar', noText: 'Este arquivo foi posto à mão e seu texto não está aqui: cole-o para testar.',
  },
});

/** What a new file begins as: the least that is a channel, to be gone on from. */
export const SKELETON = `- channel:
    kind: sms
    type: OTHER
    title: SMS
    webhook:
      authentication: HMAC_SHA256
      header: X-Signature
      prefix: "sha256="
      encoding: HEX
    settings:
      - { name: apiUrl, description: The provider's address, required: true }
    capabilities:
      text: { longest: 1600 }
      media: []
      caption: { longest: 0 }
      buttons: { most: 0, titleLongest: 20, idLongest: 256 }
      location: false
      contacts: false

- route:
    id: channel:sms:in
    from:
      uri: direct:channel:sms:in
      steps:
        - setBody:
            jq: |
              {externalId: .id, customer: {handles: [{kind: "PHONE", address: .from}]}, text: .body, occurredAt: .at}
        - to: direct:crm-inbound

- route:
    id: channel:sms:out
    from:
      uri: direct:channel:sms:out
      steps:
        - setProperty: { name: api, jq: $settings.apiUrl }
        - setBody:
            jq: "{to: .recipient.address, body: .text}"
        - removeHeaders: { pattern: "*" }
        - setHeader: { name: CamelHttpUri, simple: "\${exchangeProperty.api}/messages" }
        - setHeader: { name: Authorization, simple: "Bearer \${exchangeProperty.token}" }
        - setHeader: { name: Content-Type, constant: application/json }
        - to: { uri: "https://sms", parameters: { httpMethod: POST } }
        - setBody:
            jq: "{externalId: .id}"
`;

export const SKELETON_SAMPLE = `{
  "id": "m-1",
  "from": "+5491155550000",
  "body": "Hola! Tienen stock?",
  "at": "2026-03-01T14:05:00Z"
}
`;

export const SKELETON_ANSWER = '{ "id": "p-1" }';
