// The panel. What customers and advisors wrote reaches the page through textContent alone.

import { LoginNeeded, ask, inboxEvents, loadOperations, logIn, logOut } from '/panel/transport.js';

const $ = (id) => document.getElementById(id);

const WORDS = {
  CUSTOMER: 'Cliente', ASSISTANT: 'ISAC', ADVISOR: 'Asesor', AUTOMATION: 'Automático', SYSTEM: 'Sistema',
  WAITING: 'Espera a una persona', HUMAN: 'Con asesor',
  HIGH: 'Alta', URGENT: 'Urgente', LOW: 'Baja', NORMAL: 'Normal',
  WHOLESALE: 'Mayorista', RETAIL: 'Minorista',
  ASKED_FOR_PERSON: 'Pidió hablar con una persona', COMPLAINT: 'Reclamo', PAYMENT_PROBLEM: 'Problema con un pago',
  LOW_CONFIDENCE: 'ISAC no entendió', UNSUPPORTED_MEDIA: 'Mandó algo que ISAC no puede leer', HIGH_VALUE: 'Compra de mucho valor',
  NEGATIVE_TONE: 'Está molesto', READY_TO_BUY: 'Quiere comprar', NOT_COVERED: 'Pregunta sin respuesta cargada',
  ASSISTANT_FAILURE: 'ISAC falló', ASSISTANT_TIMEOUT: 'ISAC no llegó a responder',
  GREETING: 'Saludo', PRODUCT_QUERY: 'Consulta de producto', PRICE_QUERY: 'Precio', STOCK_QUERY: 'Stock',
  PURCHASE_REQUEST: 'Quiere comprar', WARRANTY_QUERY: 'Garantía', ORDER_STATUS: 'Estado de un pedido', SHIPPING_QUERY: 'Envío',
  PAYMENT_METHODS: 'Medios de pago', STORE_INFO: 'Datos del local', HUMAN_REQUEST: 'Quiere una persona', THANKS_BYE: 'Agradece o se despide',
  AFFIRM: 'Sí', DENY: 'No', OTHER: 'Otra cosa',
};
const TICKS = {
  QUEUED: ['queued', 'En espera'], SENT: ['sent', 'Enviado'], DELIVERED: ['delivered', 'Entregado'], READ: ['delivered', 'Leído'],
  PLAYED: ['delivered', 'Escuchado'], FAILED: ['failed', 'No entregado'], UNKNOWN: ['unknown', 'No se sabe si llegó'],
};
const RANK = ['QUEUED', 'UNKNOWN', 'SENT', 'DELIVERED', 'READ', 'PLAYED'];

const time = new Intl.DateTimeFormat('es-AR', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat('es-AR', { day: 'numeric', month: 'short' });
const conversations = new Map();
const PRESENCE_EVERY = 30_000;
const state = { viewer: null, edited: null, view: 'ALL', open: null, thread: new Map(), pending: [], earlier: null, drafts: new Map(), held: null, events: null, isLoaded: false };

const word = (name) => WORDS[name] ?? name.toLowerCase().replaceAll('_', ' ');

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

function icon(name, label) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

function moment(instant) {
  const at = new Date(instant);
  return at.toDateString() === new Date().toDateString() ? time.format(at) : date.format(at);
}

function report(problem) {
  if (problem instanceof LoginNeeded) showLogin();
  else say(problem.message);
}

function say(text) {
  $('connection').textContent = text;
  $('connection').classList.toggle('bad', Boolean(text));
}

// ---- logging in -----------------------------------------------------------------------------------------------------

function showLogin() {
  state.events?.stop();
  state.events = null;
  $('inbox').hidden = true;
  $('login').hidden = false;
  document.querySelector('[name=email]').focus();
}

$('login-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const problem = form.querySelector('.problem');
  problem.hidden = true;
  try {
    if (await logIn(form)) {
      form.reset();
      await start();
      return;
    }
    problem.textContent = 'El e-mail o la contraseña no son correctos.';
  } catch (failure) {
    problem.textContent = failure.message;
  }
  problem.hidden = false;
});

let presenceTimer = 0;

/** Said again and again: a closed laptop says nothing, and its conversations go to somebody else. */
function stayPresent() {
  clearInterval(presenceTimer);
  if (!state.viewer.advisor || !['ADMIN', 'SUPERVISOR', 'ADVISOR'].includes(state.viewer.role)) return;
  const say = () => ask('SetPresence', { input: { status: 'ONLINE' } }).catch(() => {});
  say();
  presenceTimer = setInterval(say, PRESENCE_EVERY);
}

$('logout').addEventListener('click', async () => {
  clearInterval(presenceTimer);
  if (state.viewer?.advisor) await ask('SetPresence', { input: { status: 'OFFLINE' } }).catch(() => {});
  await logOut();
  location.reload();
});

async function start() {
  const { viewer } = await ask('Viewer');
  $('viewer').textContent = viewer.name;
  state.viewer = viewer;
  stayPresent();
  $('login').hidden = true;
  $('inbox').hidden = false;
  renderList();
  say('Conectando…');
  state.events = inboxEvents({
    live(isLive, hasResumed) {
      say(isLive ? '' : 'Sin conexión. Reconectando…');
      if (isLive && !hasResumed) {
        reload();
        // Something may have happened between the list's answer and the first event.
        setTimeout(reload, 2000);
      }
    },
    event(event) {
      if (event.type === 'RESYNC_REQUIRED') reload();
      else take(event);
    },
    refused: showLogin,
  });
}

// ---- the state ------------------------------------------------------------------------------------------------------

/** Reads the present anew. Events that come meanwhile wait, since the answer may be older than they are. */
async function reload() {
  if (state.held) return;
  state.held = [];
  try {
    const { conversations: page } = await ask('Conversations', {});
    page.nodes.forEach((it) => conversations.set(it.id, it));
    state.isLoaded = true;
    if (state.open) await readThread(state.open);
  } catch (problem) {
    report(problem);
  } finally {
    const held = state.held;
    state.held = null;
    held.forEach(take);
    renderList();
    renderChat(false);
  }
}

function take(event) {
  if (state.held) {
    state.held.push(event);
    return;
  }
  const { conversation, message } = event;
  if (!conversation) return;
  conversations.set(conversation.id, conversation);
  const isOpen = conversation.id === state.open;
  if (isOpen && message) keep(message);
  renderList();
  if (isOpen) {
    renderChat(event.type === 'MESSAGE_ADDED');
    markReadSoon();
  }
}

/** Ticks never go back, in whatever order the news comes. */
function keep(message) {
  const known = state.thread.get(message.id);
  const goesBack = known && RANK.indexOf(message.status) >= 0 && RANK.indexOf(message.status) < RANK.indexOf(known.status);
  state.thread.set(message.id, goesBack ? { ...message, status: known.status } : message);
}

async function readThread(id, before = null) {
  const { conversation } = await ask('Thread', { id, before });
  if (state.open !== id) return;
  conversations.set(id, conversation);
  conversation.messages.nodes.forEach(keep);
  if (before || state.earlier === null) state.earlier = conversation.messages.pageInfo;
}

async function open(id) {
  if (state.open) state.drafts.set(state.open, $('text').value);
  Object.assign(state, { open: id, thread: new Map(), pending: [], earlier: null, edited: null });
  $('text').value = state.drafts.get(id) ?? '';
  $('thread').replaceChildren();
  document.body.classList.add('has-open-chat');
  renderList();
  renderChat(true);
  try {
    await readThread(id);
    renderChat(true);
    markReadSoon();
    if (matchMedia('(min-width: 821px)').matches) $('text').focus();
  } catch (problem) {
    report(problem);
  }
}

let readTimer = 0;

function markReadSoon() {
  clearTimeout(readTimer);
  readTimer = setTimeout(() => {
    const conversation = conversations.get(state.open);
    if (!conversation?.unreadCount || document.visibilityState !== 'visible') return;
    ask('MarkRead', { input: { conversationId: conversation.id } }).then(({ markRead }) => {
      if (markRead.conversation) take({ conversation: markRead.conversation });
    }).catch(report);
  }, 400);
}

document.addEventListener('visibilitychange', markReadSoon);

// ---- the list -------------------------------------------------------------------------------------------------------

document.querySelectorAll('[data-view]').forEach((button) => button.addEventListener('click', () => {
  state.view = button.dataset.view;
  document.querySelectorAll('[data-view]').forEach((it) => it.setAttribute('aria-pressed', String(it === button)));
  renderList();
}));

function renderList() {
  const focused = document.activeElement?.dataset?.conversation;
  const shown = [...conversations.values()]
    .filter((it) => state.view === 'ALL' || it.control === state.view)
    .sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt));
  const rows = shown.map(row);
  if (!rows.length) {
    if (state.isLoaded) rows.push(emptyList());
    else for (let i = 0; i < 6; i++) rows.push(element('li', 'skeleton'));
  }
  $('conversations').replaceChildren(...rows);
  if (focused) $('conversations').querySelector(`[data-conversation="${CSS.escape(focused)}"]`)?.focus();
}

function emptyList() {
  const made = element('li', 'empty-list');
  if (state.view === 'ALL') {
    made.append(element('p', null, 'Todavía no escribió nadie.'));
    const link = element('a', 'primary', 'Escribir como un cliente');
    link.href = '/simulator';
    link.target = 'isac-simulator';
    made.append(link);
  } else {
    made.append(element('p', null, 'No hay conversaciones en esta vista.'));
  }
  return made;
}

function channel(conversation) {
  const type = conversation.account.type;
  const name = ['WHATSAPP', 'INSTAGRAM'].includes(type) ? type.toLowerCase() : 'other';
  const made = element('span', `channel ${name}`);
  made.append(icon(name, conversation.account.name));
  return made;
}

function row(conversation) {
  const button = element('button', 'conversation');
  button.type = 'button';
  button.dataset.conversation = conversation.id;
  button.setAttribute('aria-current', String(conversation.id === state.open));
  const top = element('span', 'row-top');
  top.append(element('strong', null, conversation.customer.displayName), element('time', null, moment(conversation.lastActivityAt)));
  const snippet = element('span', 'snippet');
  const newest = conversation.lastMessage;
  if (newest) {
    if (newest.direction === 'OUTBOUND') {
      snippet.append(ticks(newest.status));
      if (newest.author === 'ASSISTANT') snippet.append(element('b', null, 'ISAC: '));
    }
    snippet.append(newest.text.replace(/\s+/g, ' '));
  }
  const bottom = element('span', 'row-bottom');
  bottom.append(snippet);
  if (conversation.unreadCount) bottom.append(element('span', 'unread', conversation.unreadCount >= 99 ? '99+' : String(conversation.unreadCount)));
  const words = element('span', 'row-words');
  words.append(top, bottom);
  const badges = element('span', 'badges');
  if (conversation.control !== 'ASSISTANT') badges.append(element('span', `badge ${conversation.control.toLowerCase()}`, conversation.control === 'HUMAN' && conversation.assignee ? conversation.assignee.name : word(conversation.control)));
  if (['HIGH', 'URGENT'].includes(conversation.priority)) badges.append(element('span', `badge ${conversation.priority.toLowerCase()}`, `Prioridad ${word(conversation.priority).toLowerCase()}`));
  if (badges.children.length) words.append(badges);
  button.append(channel(conversation), words);
  button.addEventListener('click', () => open(conversation.id));
  const item = element('li');
  item.append(button);
  return item;
}

// ---- the thread -----------------------------------------------------------------------------------------------------

function renderChat(toEnd) {
  const conversation = conversations.get(state.open);
  $('nothing').hidden = Boolean(conversation);
  $('open-chat').hidden = !conversation;
  if (!conversation) return;
  const { customer, control, escalation, account } = conversation;
  $('customer').textContent = customer.displayName;
  $('about').replaceChildren(channel(conversation), element('span', null, [account.name, ...customer.handles.filter((it) => ['PHONE', 'WA_ID', 'USERNAME'].includes(it.kind)).slice(0, 1).map((it) => it.address), word(customer.segment)].join(' · ')));
  $('control').className = `control ${control.toLowerCase()}`;
  $('control').textContent = { ASSISTANT: account.assistantModeNow === 'SUGGEST' ? 'ISAC sugiere' : 'Responde ISAC', WAITING: 'Espera a una persona', HUMAN: conversation.assignee ? `La atiende ${conversation.assignee.name}` : 'La atiende una persona' }[control] ?? control;
  $('change-control').textContent = control === 'HUMAN' ? 'Devolver a ISAC' : 'Tomar';
  $('escalation').hidden = !escalation || control === 'ASSISTANT';
  if (escalation) {
    $('escalation').replaceChildren(element('strong', null, word(escalation.reason)), element('span', null, escalation.evidence), element('time', null, moment(escalation.at)));
  }
  $('mode-label').hidden = !['ADMIN', 'SUPERVISOR'].includes(state.viewer?.role);
  $('mode').value = account.assistantMode;
  renderSilence(conversation);
  renderSuggestion(conversation);
  renderWindow(conversation);
  renderThread(toEnd);
}

/** Who has control, since when, why ISAC is silent, and what would wake it: one line. */
function renderSilence({ silence, assignee }) {
  $('silence').hidden = !silence;
  if (!silence) return;
  const why = {
    HANDED_OVER: 'ISAC llamó a una persona',
    TAKEN_OVER: assignee ? `La tomó ${assignee.name}` : 'La tomó una persona',
    ANSWERED_ELSEWHERE: 'Respondieron desde el teléfono del local',
    SWITCHED_OFF: 'ISAC está apagado en este canal',
  }[silence.reason] ?? word(silence.reason);
  const wakes = silence.reason === 'SWITCHED_OFF' ? 'vuelve con el próximo mensaje cuando lo enciendas'
    : silence.endsAt ? `vuelve si escriben después de ${moment(silence.endsAt)}`
      : 'vuelve cuando se la devuelvas, o un tiempo después de cerrarla';
  $('silence').textContent = `${why} · ${moment(silence.since)} · ISAC no responde: ${wakes}.`;
}

function renderSuggestion({ suggestion }) {
  $('suggestion').hidden = !suggestion;
  if (!suggestion) return;
  const products = suggestion.evidence.flatMap((it) => it.products).map((it) => `${it.title} ${it.price.formatted}, stock ${it.stock}`);
  const handOver = suggestion.escalation ? [`y la pasa a una persona: ${word(suggestion.escalation.reason)}`] : [];
  $('suggestion-why').textContent = [...handOver, ...products].join(' · ');
  $('suggestion-text').textContent = suggestion.text;
}

function renderWindow({ replyWindow, account }) {
  const line = $('window');
  const canWrite = replyWindow.allows.some((it) => it === 'ANY' || it === 'HUMAN_TEXT');
  $('text').disabled = !canWrite;
  const hours = replyWindow.closesAt ? (new Date(replyWindow.closesAt) - Date.now()) / 3_600_000 : null;
  if (account.pause) line.textContent = `El canal está en pausa: ${account.pause.reason}. Los mensajes esperan.`;
  else if (!canWrite) line.textContent = 'La ventana para responder se cerró: hay que esperar a que el cliente escriba.';
  else if (hours !== null && hours < 24) line.textContent = `Podés responder ${hours < 1 ? `${Math.max(0, Math.floor(hours * 60))} min` : `${Math.floor(hours)} h ${Math.floor((hours % 1) * 60)} min`} más`;
  else line.textContent = '';
  line.classList.toggle('closed', !canWrite || Boolean(account.pause));
}

function renderThread(toEnd) {
  const thread = $('thread');
  const wasAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 90;
  const fromEnd = thread.scrollHeight - thread.scrollTop;
  const openDetails = new Set([...thread.querySelectorAll('details[open]')].map((it) => it.dataset.message));
  const messages = [...state.thread.values()].sort((a, b) => a.seq - b.seq);
  const rows = [];
  if (state.earlier?.hasPreviousPage) {
    const more = element('button', 'quiet earlier', 'Ver mensajes anteriores');
    more.type = 'button';
    more.addEventListener('click', () => readThread(state.open, state.earlier.startCursor).then(() => renderThread(false)).catch(report));
    const item = element('li', 'center');
    item.append(more);
    rows.push(item);
  }
  let day = '';
  for (const message of messages) {
    const at = new Date(message.occurredAt);
    if (at.toDateString() !== day) {
      day = at.toDateString();
      rows.push(element('li', 'day', day === new Date().toDateString() ? 'Hoy' : at.toLocaleDateString('es-AR', { weekday: 'long', day: 'numeric', month: 'long' })));
    }
    rows.push(bubble(message, openDetails.has(message.id)));
  }
  // The news of a message may be quicker than the answer to sending it.
  const isThere = (pending) => messages.some((it) => it.author === 'ADVISOR' && it.text === pending.text && !pending.before.has(it.id));
  rows.push(...state.pending.filter((it) => !isThere(it)).map(pendingBubble));
  thread.replaceChildren(...rows);
  thread.scrollTop = toEnd || wasAtEnd ? thread.scrollHeight : thread.scrollHeight - fromEnd;
}

function ticks(status) {
  const [name, label] = TICKS[status] ?? [];
  const made = element('span', `ticks ${status.toLowerCase()}`);
  if (name) {
    made.title = label;
    made.append(icon(name, label));
  }
  return made;
}

function bubble(message, isOpen) {
  const isInbound = message.direction === 'INBOUND';
  const item = element('li', `message ${isInbound ? 'inbound' : 'outbound'} ${message.author.toLowerCase()}`);
  item.dataset.message = message.id;
  const box = element('div', 'bubble');
  if (!isInbound) box.append(element('span', 'author', message.isWrittenElsewhere ? 'Desde el teléfono' : word(message.author)));
  if (message.context) box.append(...came(message.context));
  if (message.replyTo) box.append(element('span', 'quote', message.replyTo.text));
  if (message.isDeleted) box.append(element('span', 'deleted', 'Mensaje eliminado'));
  else fill(box, message);
  const meta = element('span', 'meta');
  if (message.editedAt) {
    const edited = element('span', 'edited', 'Editado ');
    edited.title = `Antes: ${message.earlierVersions.map((it) => it.text).join(' → ')}`;
    meta.append(edited);
  }
  const at = element('time', null, time.format(new Date(message.occurredAt)));
  at.dateTime = message.occurredAt;
  at.title = new Date(message.occurredAt).toLocaleString('es-AR');
  meta.append(at);
  if (!isInbound) meta.append(ticks(message.status));
  box.append(meta);
  for (const reaction of message.reactions) box.append(element('span', 'reaction', reaction.emoji));
  item.append(box);
  if (message.failure) item.append(element('p', 'failure', `No entregado: ${message.failure.message}`));
  if (message.evidence) item.append(evidence(message, isOpen));
  if (message.analysis?.intents.length) {
    item.append(element('p', 'intents', message.analysis.intents.map((it) => `${word(it.intent)} ${Math.round(it.probability * 100)} %`).join(' · ')));
  }
  return item;
}

/** What a customer's message came with: none of it is theirs. */
function came(context) {
  const lines = [];
  if (context.forwarding) lines.push(context.forwarding === 'FORWARDED' ? 'Reenviado' : 'Reenviado muchas veces');
  if (context.groupId) lines.push('En un grupo: no se responde solo');
  if (context.story) lines.push(context.story.relation === 'REPLY' ? 'Respondió a tu historia' : 'Te mencionó en su historia');
  if (context.product) lines.push(`Sobre el producto ${context.product.sku}`);
  const made = lines.map((line) => element('span', 'footer', line));
  if (context.referral) {
    const { headline, body, sourceUrl } = context.referral;
    const words = `Llegó desde un anuncio${headline ? `: ${headline}` : ''}${body ? `\n${body}` : ''}`;
    const isLink = /^https:\/\//.test(sourceUrl ?? '');
    const ad = element(isLink ? 'a' : 'span', 'footer', words);
    if (isLink) {
      ad.href = sourceUrl;
      ad.target = '_blank';
      ad.rel = 'noopener noreferrer';
    }
    made.push(ad);
  }
  return made;
}

function fill(box, message) {
  const { content } = message;
  switch (content.__typename) {
    case 'MediaContent':
      medium(box, content, message);
      break;
    case 'ContactsContent':
      for (const card of content.contacts) {
        box.append(element('span', 'words', [`👤 ${card.name}`, card.organization, ...card.phones, ...card.emails].filter(Boolean).join('\n')));
      }
      break;
    case 'OrderContent':
      box.append(element('span', 'words', ['🛒 Pedido', ...content.lines.map((it) => `${it.quantity} × ${it.product ? `${it.product.title} (${it.product.retailPrice.formatted})` : `${it.sku}: no está en tu catálogo`}`)].join('\n')));
      break;
    case 'LocationContent': {
      const link = element('a', 'file', `📍 ${content.name ?? 'Ubicación'}${content.address ? `\n${content.address}` : ''}`);
      link.href = `https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}#map=17/${content.latitude}/${content.longitude}`;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      box.append(link);
      break;
    }
    case 'InteractiveContent': {
      box.append(element('span', 'words', content.text));
      if (content.footer) box.append(element('span', 'footer', content.footer));
      const options = element('span', 'options');
      options.append(...content.options.map((it) => element('span', null, it.title)));
      box.append(options);
      break;
    }
    case 'InteractiveReplyContent':
      box.append(element('span', 'words chosen', content.title));
      if (content.description) box.append(element('span', 'footer', content.description));
      break;
    case 'ProductContent':
      if (content.imageUrl) box.append(picture(content.imageUrl, content.text));
      box.append(element('span', 'words', content.text));
      break;
    default:
      box.append(element('span', 'words', message.text));
  }
}

/** Only this server's own media are shown: a foreign picture would tell its host who looks. */
function ownUrl(url) {
  const own = new URL(url, location.origin);
  return own.origin === location.origin ? own.href : null;
}

function picture(url, label) {
  const own = ownUrl(url);
  if (!own) return element('span', 'file', 'Imagen');
  const link = element('a', 'picture');
  link.href = own;
  link.target = '_blank';
  const image = element('img');
  image.src = own;
  image.alt = label || 'Imagen';
  image.width = 260;
  image.height = 260;
  link.append(image);
  return link;
}

/** Asks for a medium once more that could not be had. */
function again(message) {
  const made = element('button', 'again', 'Traer de nuevo');
  made.type = 'button';
  made.addEventListener('click', async () => {
    made.disabled = true;
    try {
      const { fetchMedia: asked } = await ask('FetchMedia', { input: { messageId: message.id } });
      if (asked.message) keep(asked.message);
      if (asked.userErrors.length) say(asked.userErrors.map((it) => it.message).join(' '));
    } catch (problem) {
      report(problem);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

function medium(box, content, message) {
  if (content.label) box.append(element('span', 'footer', content.label));
  if (content.state === 'FAILED') {
    box.append(element('span', 'file', `El archivo no se pudo traer. ${content.problem?.message ?? ''}`), again(message));
  } else if (content.state !== 'STORED' || !content.url) {
    box.append(element('span', 'file', 'Trayendo el archivo…'));
  } else if (content.kind === 'IMAGE' || content.kind === 'STICKER') {
    box.append(picture(content.url, content.caption));
  } else if (['VIDEO', 'AUDIO', 'VOICE'].includes(content.kind) && ownUrl(content.url)) {
    const player = element(content.kind === 'VIDEO' ? 'video' : 'audio');
    player.controls = true;
    player.src = ownUrl(content.url);
    box.append(player);
  } else {
    const link = element('a', 'file', `📄 ${content.fileName ?? 'Documento'}`);
    link.href = ownUrl(content.url) ?? '#';
    link.target = '_blank';
    box.append(link);
  }
  if (content.caption) box.append(element('span', 'words', content.caption));
}

function evidence(message, isOpen) {
  const { evidence: given } = message;
  const made = element('details', 'evidence');
  made.dataset.message = message.id;
  made.open = isOpen;
  made.append(element('summary', null, 'Por qué respondió esto'));
  made.append(element('p', null, [given.intent && word(given.intent), `regla ${given.rule}`, `leído a las ${time.format(new Date(given.at))}`].filter(Boolean).join(' · ')));
  if (given.products.length) {
    const table = element('table');
    const head = element('tr');
    head.append(element('th', null, 'Producto'), element('th', 'figure', 'Precio'), element('th', 'figure', 'Stock'));
    table.append(head, ...given.products.map((product) => {
      const line = element('tr');
      const title = element('td', null, product.title);
      title.title = product.sku;
      line.append(title, element('td', 'figure', product.price.formatted), element('td', 'figure', String(product.stock)));
      return line;
    }));
    made.append(table);
  }
  return made;
}

// ---- suggestions --------------------------------------------------------------------------------------------------------

/** What was seen is what is sent: another suggestion by now is not. */
async function sendSuggestion(suggestion, text, key) {
  const input = { conversationId: state.open, suggestionId: suggestion.id, idempotencyKey: key ?? newKey() };
  if (text) input.text = text;
  $('send-suggestion').disabled = true;
  try {
    const { sendSuggestion: sent } = await ask('SendSuggestion', { input });
    sent.messages.forEach((it) => { if (it && state.open === input.conversationId) keep(it); });
    if (sent.conversation) take({ conversation: sent.conversation, type: 'MESSAGE_ADDED' });
    if (sent.userErrors.length) {
      say(sent.userErrors.map((it) => it.message).join(' '));
      if (text && !$('text').value) $('text').value = text;
    }
  } catch (problem) {
    if (text && !$('text').value) $('text').value = text;
    report(problem);
  } finally {
    $('send-suggestion').disabled = false;
  }
}

function newKey() {
  return crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16)).join('');
}

$('send-suggestion').addEventListener('click', () => {
  const suggestion = conversations.get(state.open)?.suggestion;
  if (suggestion) sendSuggestion(suggestion, null);
});

$('edit-suggestion').addEventListener('click', () => {
  const suggestion = conversations.get(state.open)?.suggestion;
  if (!suggestion) return;
  state.edited = suggestion;
  $('text').value = suggestion.text;
  $('text').dispatchEvent(new Event('input'));
  $('text').focus();
});

$('dismiss-suggestion').addEventListener('click', async () => {
  const conversation = conversations.get(state.open);
  if (!conversation?.suggestion) return;
  try {
    const { dismissSuggestion } = await ask('DismissSuggestion', { input: { conversationId: conversation.id, suggestionId: conversation.suggestion.id } });
    if (dismissSuggestion.conversation) take({ conversation: dismissSuggestion.conversation });
  } catch (problem) {
    report(problem);
  }
});

$('mode').addEventListener('change', async () => {
  const { account } = conversations.get(state.open);
  try {
    const { setAssistantMode } = await ask('SetAssistantMode', { input: { accountId: account.id, mode: $('mode').value } });
    for (const it of conversations.values()) {
      if (it.account.id === account.id) it.account = { ...it.account, ...setAssistantMode.account };
    }
    renderChat(false);
  } catch (problem) {
    report(problem);
  }
});

// ---- writing --------------------------------------------------------------------------------------------------------

function pendingBubble(pending) {
  const item = element('li', 'message outbound advisor pending');
  const box = element('div', 'bubble');
  box.append(element('span', 'author', 'Vos'), element('span', 'words', pending.text));
  const meta = element('span', 'meta');
  meta.append(ticks(pending.problem ? 'FAILED' : 'QUEUED'));
  box.append(meta);
  item.append(box);
  if (pending.problem) {
    const failure = element('p', 'failure', `${pending.problem} `);
    const again = element('button', 'quiet', 'Reintentar');
    again.type = 'button';
    again.addEventListener('click', () => deliver(pending));
    failure.append(again);
    item.append(failure);
  }
  return item;
}

/** The key is made once: however often this is tried, the customer gets it once. */
async function deliver(pending) {
  pending.problem = null;
  renderThread(true);
  try {
    const { sendMessage } = await ask('SendMessage', { input: { conversationId: pending.conversationId, text: pending.text, idempotencyKey: pending.key } });
    if (sendMessage.message) {
      state.pending = state.pending.filter((it) => it !== pending);
      if (state.open === pending.conversationId) keep(sendMessage.message);
    } else {
      pending.problem = sendMessage.userErrors.map((it) => it.message).join(' ');
    }
  } catch (problem) {
    pending.problem = 'No se pudo enviar.';
    if (problem instanceof LoginNeeded) showLogin();
  }
  if (state.open === pending.conversationId) renderThread(true);
}

$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (!state.open) return;
  const suggestion = conversations.get(state.open)?.suggestion;
  const isEdited = Boolean(suggestion) && state.edited?.id === suggestion.id;
  if (suggestion && (!text || isEdited)) {
    // Enter on an empty line sends what ISAC suggests: one key.
    $('text').value = '';
    $('text').rows = 1;
    state.edited = null;
    sendSuggestion(suggestion, text || null);
    return;
  }
  if (!text) return;
  state.edited = null;
  const key = newKey();
  const pending = { key, text, conversationId: state.open, problem: null, before: new Set(state.thread.keys()) };
  state.pending.push(pending);
  $('text').value = '';
  $('text').rows = 1;
  deliver(pending);
});

$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
});

$('text').addEventListener('input', () => { $('text').rows = Math.min(8, Math.max(1, $('text').value.split('\n').length)); });

$('change-control').addEventListener('click', async () => {
  const conversation = conversations.get(state.open);
  try {
    const { changeControl } = await ask('ChangeControl', { input: { conversationId: conversation.id, control: conversation.control === 'HUMAN' ? 'ASSISTANT' : 'HUMAN' } });
    if (changeControl.conversation) take({ conversation: changeControl.conversation });
    else say(changeControl.userErrors.map((it) => it.message).join(' '));
  } catch (problem) {
    report(problem);
  }
});

$('back').addEventListener('click', () => {
  state.drafts.set(state.open, $('text').value);
  state.open = null;
  document.body.classList.remove('has-open-chat');
  renderList();
  renderChat(false);
});

setInterval(() => {
  const conversation = conversations.get(state.open);
  if (conversation) renderWindow(conversation);
}, 30_000);

// ---- start ----------------------------------------------------------------------------------------------------------

loadOperations().then(start).catch((problem) => {
  if (problem instanceof LoginNeeded) {
    showLogin();
  } else {
    $('inbox').hidden = false;
    report(problem);
  }
});
