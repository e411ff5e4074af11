import { texts, useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';

/** Why a message was not delivered, or why a channel sends nothing: what happened, and what an advisor can do about it. */
const FAILURES = texts({
  es: {
    template: 'Pasaron más de 24 horas desde su último mensaje: solo se le puede mandar una plantilla.',
    window: 'Pasó el plazo para responderle: se le puede escribir de nuevo cuando vuelva a escribir.',
    absent: (channel: string) => `Puede que no use ${channel}, que te haya bloqueado o que haya cerrado su cuenta.`,
    consent: 'Todavía no permitió que le escriban desde esta cuenta.',
    optedOut: 'Pidió no recibir promociones.',
    identity: 'Puede que ahora use el teléfono otra persona: confirmá con quién hablás antes de seguir.',
    file: (channel: string) => `${channel} no pudo procesar el archivo: fijate en el formato y el tamaño.`,
    kind: (channel: string) => `${channel} no admite este tipo de mensaje.`,
    data: (channel: string) => `${channel} no lo aceptó porque le falta un dato o tiene uno mal. Revisalo y mandalo de nuevo.`,
    templateData: 'Los datos de la plantilla no están bien: completala de nuevo.',
    templateGone: 'La plantilla no existe en ese idioma o todavía no está aprobada.',
    templateOff: (channel: string) => `${channel} no deja usar esta plantilla: elegí otra.`,
    needsPhone: 'Este mensaje necesita su número de teléfono, y no lo tenemos.',
    myself: 'Iba dirigido al mismo número que lo manda.',
    notListed: 'El número no está en la lista de prueba de la cuenta. Avisale a un administrador.',
    country: 'La cuenta no puede escribir a clientes de ese país.',
    experiment: (channel: string) => `${channel} no lo entregó: este cliente es parte de una prueba suya.`,
    tooMuch: (channel: string) => `${channel} no lo entregó para no cargar al cliente de mensajes. Probá mañana.`,
    complaints: (channel: string) => `${channel} frenó los envíos porque varios clientes los marcaron como no deseados. Probá más tarde.`,
    billing: (channel: string) => `Hay un problema con el pago de la cuenta de ${channel}. Avisale a un administrador.`,
    busy: (channel: string) => `${channel} no lo tomó después de varios intentos. Probá de nuevo más tarde.`,
    other: (channel: string) => `${channel} no lo entregó y no dice bien por qué.`,
    reconnect: (channel: string) => `el acceso a ${channel} venció: hay que volver a conectar la cuenta`,
    permission: 'a la cuenta le falta un permiso para enviar',
    blocked: (channel: string) => `${channel} bloqueó la cuenta`,
    unnamed: (channel: string) => `${channel} todavía no aprobó el nombre de la cuenta`,
  },
  en: {
    template: 'More than 24 hours have passed since their last message: only a template can be sent.',
    window: 'The time to answer them has passed: they can be written to once they write again.',
    absent: (channel: string) => `They may not use ${channel}, may have blocked you, or may have closed their account.`,
    consent: 'They have not allowed this account to write to them yet.',
    optedOut: 'They asked for no promotions.',
    identity: 'Somebody else may be using the phone now: make sure whom you are talking to before you go on.',
    file: (channel: string) => `${channel} could not process the file: check its format and its size.`,
    kind: (channel: string) => `${channel} does not take this kind of message.`,
    data: (channel: string) => `${channel} did not accept it because something in it is missing or wrong. Check it and send it again.`,
    templateData: 'The template’s values are not right: fill it in again.',
    templateGone: 'The template does not exist in that language, or is not approved yet.',
    templateOff: (channel: string) => `${channel} does not let this template be used: choose another one.`,
    needsPhone: 'This message needs their phone number, and we do not have it.',
    myself: 'It was addressed to the very number that sends it.',
    notListed: 'The number is not on the account’s test list. Tell an administrator.',
    country: 'The account may not write to customers in that country.',
    experiment: (channel: string) => `${channel} did not deliver it: this customer is part of a trial of theirs.`,
    tooMuch: (channel: string) => `${channel} did not deliver it so as not to flood the customer. Try tomorrow.`,
    complaints: (channel: string) => `${channel} has slowed you down because several customers marked messages as unwanted. Try later.`,
    billing: (channel: string) => `There is a problem with the payment of the ${channel} account. Tell an administrator.`,
    busy: (channel: string) => `${channel} did not take it after several tries. Try again later.`,
    other: (channel: string) => `${channel} did not deliver it and does not say clearly why.`,
    reconnect: (channel: string) => `the access to ${channel} has expired: the account has to be connected again`,
    permission: 'the account lacks the permission to send',
    blocked: (channel: string) => `${channel} has blocked the account`,
    unnamed: (channel: string) => `${channel} has not approved the account’s name yet`,
  },
  pt: {
    template: 'Passaram mais de 24 horas desde a última mensagem: só dá para enviar um modelo.',
    window: 'O prazo para responder passou: dá para escrever de novo quando o cliente escrever.',
    absent: (channel: string) => `Pode ser que não use ${channel}, que tenha bloqueado você ou fechado a conta.`,
    consent: 'Ainda não permitiu que esta conta lhe escreva.',
    optedOut: 'Pediu para não receber promoções.',
    identity: 'Pode ser que outra pessoa use o telefone agora: confirme com quem fala antes de continuar.',
    file: (channel: string) => `${channel} não conseguiu processar o arquivo: confira o formato e o tamanho.`,
    kind: (channel: string) => `${channel} não aceita este tipo de mensagem.`,
    data: (channel: string) => `${channel} não aceitou porque falta algum dado ou há um errado. Confira e envie de novo.`,
    templateData: 'Os dados do modelo não estão certos: preencha de novo.',
    templateGone: 'O modelo não existe nesse idioma ou ainda não foi aprovado.',
    templateOff: (channel: string) => `${channel} não deixa usar este modelo: escolha outro.`,
    needsPhone: 'Esta mensagem precisa do número de telefone, e não o temos.',
    myself: 'Estava dirigida ao mesmo número que a envia.',
    notListed: 'O número não está na lista de teste da conta. Avise um administrador.',
    country: 'A conta não pode escrever a clientes desse país.',
    experiment: (channel: string) => `${channel} não entregou: este cliente faz parte de um teste deles.`,
    tooMuch: (channel: string) => `${channel} não entregou para não encher o cliente de mensagens. Tente amanhã.`,
    complaints: (channel: string) => `${channel} freou os envios porque vários clientes os marcaram como indesejados. Tente mais tarde.`,
    billing: (channel: string) => `Há um problema com o pagamento da conta de ${channel}. Avise um administrador.`,
    busy: (channel: string) => `${channel} não aceitou depois de várias tentativas. Tente de novo mais tarde.`,
    other: (channel: string) => `${channel} não entregou e não diz bem por quê.`,
    reconnect: (channel: string) => `o acesso ao ${channel} venceu: é preciso conectar a conta de novo`,
    permission: 'falta à conta uma permissão para enviar',
    blocked: (channel: string) => `${channel} bloqueou a conta`,
    unnamed: (channel: string) => `${channel} ainda não aprovou o nome da conta`,
  },
});

type Cause = keyof (typeof FAILURES)['es'];

const of = (cause: Cause, ...codes: string[]): [string, Cause][] => codes.map((it) => [it, cause]);

/** What Meta's codes mean to an advisor (WhatsApp's table of error codes, Instagram messaging; 2026), and those of our own. */
const CAUSES: Record<string, ReadonlyMap<string, Cause>> = {
  WHATSAPP: new Map([
    ...of('template', '131047', 'WINDOW_CLOSED'), ...of('optedOut', '131050', 'OPTED_OUT'), ...of('absent', '131026'), ...of('identity', '137000'),
    ...of('file', '131052', '131053'), ...of('kind', '131051'), ...of('data', '33', '100', '131008', '131009'),
    ...of('templateData', '132000', '132005', '132012'), ...of('templateGone', '132001'), ...of('templateOff', '132007', '132015', '132016', '131063'),
    ...of('needsPhone', '131062'), ...of('myself', '131021'), ...of('notListed', '131030'), ...of('country', '130497'),
    ...of('experiment', '130472'), ...of('tooMuch', '131049'), ...of('complaints', '131048'), ...of('billing', '131042', '131044'),
    ...of('busy', '1', '2', '4', '80007', '130429', '131000', '131016', '131056', '131057', '131064', '133004'),
    ...of('reconnect', '0', '190'), ...of('permission', '3', '10', '131005'), ...of('blocked', '368', '131031'), ...of('unnamed', '131037'),
  ]),
  INSTAGRAM: new Map([
    ...of('window', '10', 'WINDOW_CLOSED'), ...of('optedOut', 'OPTED_OUT'), ...of('absent', '551'), ...of('consent', '230'), ...of('data', '100'),
    ...of('file', '36000'), ...of('busy', '-2', '-1', '1', '2', '4', '17', '32', '613', '80002'),
    ...of('reconnect', '0', '102', '190', '463', '467'), ...of('permission', '3'), ...of('blocked', '368'),
  ]),
};

/** Whatever a channel of the shop's own says of a message is in the words of whoever made it. */
export const causeOf = (channel: string, code: string): Cause | null => CAUSES[channel]?.get(code) ?? (channel in CAUSES ? 'other' : null);

/** Why a message did not arrive, in the reader's language and without a code. */
export function useFailureWords(): (channel: string, failure: { code: string; message: string } | null) => string {
  const t = useTexts(FAILURES);
  const word = useWord();
  return (channel, failure) => {
    const cause = failure && causeOf(channel, failure.code);
    if (!cause) return failure?.message || word('delivery', 'FAILED');
    const words = t[cause];
    return typeof words === 'string' ? words : words(word('channel', channel));
  };
}

const BROKEN: ReadonlySet<Cause> = new Set(['reconnect', 'permission', 'blocked', 'unnamed']);

/** Why a channel is paused; what a person wrote when they paused it stays in their words. */
export function usePauseWords(): (channel: string, pause: { code: string; reason: string }) => string {
  const t = useTexts(FAILURES);
  const word = useWord();
  return (channel, pause) => {
    // To Instagram's messages its code 10 says that it is too late; an account is paused by it for a missing permission alone.
    const cause = channel === 'INSTAGRAM' && pause.code === '10' ? 'permission' : causeOf(channel, pause.code);
    if (!cause || !BROKEN.has(cause)) return pause.reason.replace(/\.$/, '');
    const words = t[cause];
    return typeof words === 'string' ? words : words(word('channel', channel));
  };
}
