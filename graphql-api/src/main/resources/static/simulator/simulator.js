// The customers' phones. Whatever anybody wrote reaches the page through textContent alone.

const SUGGESTIONS = [
  'Hola, tenes iphone 15 pro?',
  'cuanto sale el iphone 15 pro 256gb?',
  'Quiero el 256gb en azul',
  'hay stock de cargadores?',
  'Tengo un problema con mi compra anterior',
];
const PLACE = { type: 'location', latitude: -34.6037, longitude: -58.3816, name: 'Obelisco', address: 'Av. 9 de Julio s/n, Buenos Aires' };
const TYPING_LASTS = 25_000;
/** A phone with its share of the gaps. */
const NARROWEST = 386;
const NARROWEST_BESIDE = 352;
const LARGEST_IMAGE = 5 * 1024 * 1024;

const chats = new Map();
const open = [];
const stage = document.getElementById('stage');
const customers = document.getElementById('customers');
const time = new Intl.DateTimeFormat('es-AR', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

// ---- small things ---------------------------------------------------------------------------------------------------

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Text as the apps show it: *bold*, _italic_, and links that can be followed. */
function rich(text) {
  const made = element('span', 'words');
  for (const piece of text.split(/(https?:\/\/[^\s]+[^\s.,;:!?)]|\*[^*\n]+\*|(?<![\p{L}\p{N}])_[^_\n]+_(?![\p{L}\p{N}]))/u)) {
    if (/^https?:\/\//.test(piece)) {
      const link = element('a', null, piece);
      link.href = piece;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      made.append(link);
    } else if (/^\*.+\*$/.test(piece)) {
      made.append(element('strong', null, piece.slice(1, -1)));
    } else if (/^_.+_$/.test(piece)) {
      made.append(element('em', null, piece.slice(1, -1)));
    } else {
      made.append(piece);
    }
  }
  return made;
}

function initials(name) {
  const words = name.replace(/^\+/, '').split(/\s+/);
  return (words[0][0] + (words.length > 1 ? words[words.length - 1][0] : '')).toUpperCase();
}

function hue(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % 6;
}

function avatar(phone) {
  const made = element('span', `avatar hue-${hue(phone.id)} ${appClass(phone)}`, initials(phone.name));
  const badge = element('span', 'app-badge');
  badge.append(icon(appClass(phone)));
  made.append(badge);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

function appClass(phone) {
  return phone.app === 'INSTAGRAM' ? 'instagram' : 'whatsapp';
}

function address(phone) {
  if (phone.app === 'INSTAGRAM') return phone.username ? `@${phone.username}` : phone.address;
  const parts = /^(54)(9)(11|\d{3})(\d{3,4})(\d{4})$/.exec(phone.address);
  return parts ? `+54 9 ${parts[3]} ${parts[4]}-${parts[5]}` : `+${phone.address}`;
}

function plain(content) {
  switch (content.type) {
    case 'words': return content.text;
    case 'choices': return content.text;
    case 'chosen': return content.option.title;
    case 'place': return `📍 ${content.name || 'Ubicación'}`;
    case 'medium': return { image: '📷 ', document: '📄 ', video: '🎥 ', audio: '🎤 ' }[content.kind] + (content.caption || content.fileName || 'Archivo');
    default: return '…';
  }
}

function chatOf(id) {
  return chats.get(id);
}

function unread(chat) {
  let count = 0;
  for (const message of chat.messages.values()) if (!message.isMine && message.state !== 'READ') count++;
  return count;
}

function last(chat) {
  return [...chat.messages.values()].at(-1);
}

// ---- talking to the server ------------------------------------------------------------------------------------------

async function post(path, body, type = 'application/json') {
  const response = await fetch(`/simulator/api${path}`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: type === 'application/json' ? JSON.stringify(body) : body,
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.problem || `El simulador respondió ${response.status}`);
  }
  return response.status === 204 ? null : response.json();
}

function act(slot, body) {
  return post(`/phones/${encodeURIComponent(slot.id)}/acts`, body).catch((problem) => toast(slot, problem.message));
}

let waiting = null;

async function load() {
  waiting = [];
  const views = await (await fetch('/simulator/api/phones')).json();
  chats.clear();
  for (const view of views) {
    chats.set(view.phone.id, { phone: view.phone, messages: new Map(view.messages.map((it) => [it.id, it])), typingUntil: 0 });
  }
  renderCrowd(await (await fetch('/simulator/api/crowd')).json());
  const since = waiting;
  waiting = null;
  since.forEach(take);
  arrange();
  renderCustomers();
  open.forEach((slot) => renderThread(slot, true));
}

function take(event) {
  if (waiting) {
    waiting.push(event);
    return;
  }
  const chat = chatOf(event.phoneId ?? event.phone?.id);
  switch (event.event) {
    case 'phone':
      if (chat) chat.phone = event.phone;
      else chats.set(event.phone.id, { phone: event.phone, messages: new Map(), typingUntil: 0 });
      break;
    case 'removed':
      chats.delete(event.phoneId);
      arrange();
      break;
    case 'message': {
      if (!chat) return;
      const isNew = !chat.messages.has(event.message.id);
      chat.messages.set(event.message.id, event.message);
      if (isNew && !event.message.isMine) chat.typingUntil = 0;
      open.filter((slot) => slot.id === event.phoneId).forEach((slot) => renderThread(slot, isNew));
      break;
    }
    case 'typing':
      if (!chat) return;
      chat.typingUntil = event.isTyping ? Date.now() + TYPING_LASTS : 0;
      open.filter((slot) => slot.id === event.phoneId).forEach((slot) => renderThread(slot, event.isTyping));
      if (event.isTyping) setTimeout(() => open.filter((slot) => slot.id === event.phoneId).forEach((slot) => renderThread(slot, false)), TYPING_LASTS + 50);
      break;
    case 'crowd':
      renderCrowd(event);
      return;
    default:
      break;
  }
  renderCustomers();
}

function listen() {
  const events = new EventSource('/simulator/api/events');
  const offline = document.getElementById('offline');
  events.onopen = () => {
    offline.hidden = true;
    load().catch(() => { offline.hidden = false; });
  };
  events.onerror = () => { offline.hidden = false; };
  events.onmessage = (message) => take(JSON.parse(message.data));
}

// ---- the customers' list --------------------------------------------------------------------------------------------

function renderCustomers() {
  const focused = document.activeElement?.dataset?.phone;
  customers.replaceChildren(...[...chats.values()].map((chat) => {
    const { phone } = chat;
    const isOpen = open.some((slot) => slot.id === phone.id);
    const button = element('button', `customer ${appClass(phone)}`);
    button.type = 'button';
    button.dataset.phone = phone.id;
    button.setAttribute('aria-pressed', String(isOpen));
    const words = element('span', 'customer-words');
    words.append(element('strong', null, phone.name));
    const newest = last(chat);
    words.append(element('span', 'snippet', newest ? (newest.isMine ? 'Vos: ' : '') + plain(newest.content) : address(phone)));
    button.append(avatar(phone), words);
    const count = unread(chat);
    if (count) button.append(element('span', 'count', count > 99 ? '99+' : String(count)));
    button.addEventListener('click', () => show(phone.id));
    const item = element('li');
    item.append(button);
    return item;
  }));
  if (focused) customers.querySelector(`[data-phone="${CSS.escape(focused)}"]`)?.focus();
}

// ---- customers who write by themselves ------------------------------------------------------------------------------

function renderCrowd({ talking, of }) {
  const isAtIt = talking > 0;
  document.getElementById('crowd').disabled = isAtIt;
  document.getElementById('crowd-words').textContent = isAtIt ? `${talking} de ${of} siguen escribiendo` : 'Veinte clientes a la vez';
  const progress = document.getElementById('crowd-progress');
  progress.hidden = !isAtIt;
  progress.max = of || 1;
  progress.value = of - talking;
}

// ---- the panel beside the phones ------------------------------------------------------------------------------------

function setBeside(isBeside) {
  const frame = document.getElementById('panel-beside');
  document.body.classList.toggle('is-beside', isBeside);
  document.getElementById('beside').setAttribute('aria-pressed', String(isBeside));
  frame.hidden = !isBeside;
  if (isBeside && !frame.src) frame.src = '/';
  sessionStorage.setItem('beside', isBeside ? 'yes' : 'no');
  arrange();
  renderCustomers();
}

// ---- the stage ------------------------------------------------------------------------------------------------------

function capacity() {
  const width = stage.clientWidth;
  const narrowest = document.body.classList.contains('is-beside') ? NARROWEST_BESIDE : NARROWEST;
  return Math.max(1, Math.min(4, Math.floor((width - 8) / narrowest)));
}

/** Keeps as many phones on the stage as fit, those of last time first. */
function arrange() {
  for (const slot of [...open]) if (!chats.has(slot.id)) put(slot);
  const wanted = JSON.parse(sessionStorage.getItem('open-phones') || '[]').filter((id) => chats.has(id));
  const candidates = [...wanted, ...firstOfEachApp(), ...chats.keys()];
  for (const id of candidates) {
    if (open.length >= capacity()) break;
    if (!open.some((slot) => slot.id === id)) place(id);
  }
  while (open.length > capacity()) put(open.reduce((oldest, slot) => (slot.used < oldest.used ? slot : oldest)));
}

function firstOfEachApp() {
  const found = new Map();
  for (const { phone } of chats.values()) if (!found.has(phone.app)) found.set(phone.app, phone.id);
  return found.values();
}

function remember() {
  sessionStorage.setItem('open-phones', JSON.stringify(open.map((slot) => slot.id)));
}

function show(id) {
  const there = open.find((slot) => slot.id === id);
  if (there) {
    there.used = performance.now();
    there.root.scrollIntoView({ block: 'nearest', inline: 'center' });
    there.input.focus({ preventScroll: true });
    return;
  }
  let before = null;
  if (open.length >= capacity()) {
    const oldest = open.reduce((a, b) => (a.used < b.used ? a : b));
    before = oldest.root.nextSibling;
    put(oldest);
  }
  const slot = place(id, before);
  renderCustomers();
  slot.input.focus({ preventScroll: true });
}

function put(slot) {
  slot.root.remove();
  open.splice(open.indexOf(slot), 1);
  remember();
}

function place(id, before = null) {
  const { phone } = chatOf(id);
  const root = document.getElementById('phone-template').content.firstElementChild.cloneNode(true);
  const find = (selector) => root.querySelector(selector);
  root.classList.add(appClass(phone));
  root.setAttribute('aria-label', `Teléfono de ${phone.name}, ${phone.app === 'INSTAGRAM' ? 'Instagram' : 'WhatsApp'}`);
  const slot = { id, root, thread: find('.thread'), input: find('textarea'), nodes: new Map(), locked: false, used: performance.now(), seenTimer: 0, toastTimer: 0 };
  find('.owner').textContent = `Teléfono de ${phone.name} · ${address(phone)}`;
  find('.owner').title = find('.owner').textContent;
  find('.app-mark use').setAttribute('href', `#i-${appClass(phone)}`);
  find('.app-mark').title = phone.app === 'INSTAGRAM' ? 'Instagram' : 'WhatsApp';
  find('.clock').textContent = time.format(new Date());

  find('.suggestions').append(...SUGGESTIONS.map((text) => {
    const chip = element('button', null, text);
    chip.type = 'button';
    chip.addEventListener('click', () => act(slot, { type: 'text', text }));
    return chip;
  }));
  const attachments = find('.attachments');
  const attach = find('.attach');
  const toggle = (isShown) => {
    attachments.hidden = !isShown;
    attach.setAttribute('aria-expanded', String(isShown));
  };
  attach.addEventListener('click', () => toggle(attachments.hidden));
  find('.place').addEventListener('click', () => {
    toggle(false);
    act(slot, PLACE);
  });
  find('input[type=file]').addEventListener('change', (event) => {
    toggle(false);
    sendImage(slot, event.target.files[0]);
    event.target.value = '';
  });
  find('.composer').addEventListener('submit', (event) => {
    event.preventDefault();
    write(slot);
  });
  slot.input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      write(slot);
    }
  });
  slot.input.addEventListener('input', () => grow(slot));
  find('.close').addEventListener('click', () => {
    put(slot);
    renderCustomers();
  });
  find('.power').addEventListener('click', () => lock(slot, !slot.locked));
  find('.locked').addEventListener('click', () => lock(slot, false));
  find('.sheet-close').addEventListener('click', () => { find('.sheet').hidden = true; });
  find('.sheet').addEventListener('click', (event) => {
    if (event.target === find('.sheet')) find('.sheet').hidden = true;
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      find('.sheet').hidden = true;
      toggle(false);
    }
  });
  root.addEventListener('pointerdown', () => { slot.used = performance.now(); });

  stage.insertBefore(root, before);
  open.push(slot);
  remember();
  renderThread(slot, true);
  return slot;
}

function lock(slot, isLocked) {
  slot.locked = isLocked;
  slot.root.classList.toggle('is-locked', isLocked);
  slot.root.querySelector('.locked').hidden = !isLocked;
  renderThread(slot, false);
}

function grow(slot) {
  slot.input.rows = Math.min(5, Math.max(1, slot.input.value.split('\n').length));
}

function write(slot) {
  const text = slot.input.value.trim();
  if (!text) return;
  slot.input.value = '';
  grow(slot);
  act(slot, { type: 'text', text });
}

function sendImage(slot, file) {
  if (!file) return;
  if (!['image/jpeg', 'image/png'].includes(file.type) || file.size > LARGEST_IMAGE) {
    toast(slot, 'La foto tiene que ser JPG o PNG, de hasta 5 MB');
    return;
  }
  const caption = slot.input.value.trim();
  slot.input.value = '';
  grow(slot);
  post(`/phones/${encodeURIComponent(slot.id)}/images?caption=${encodeURIComponent(caption)}`, file, file.type)
    .catch((problem) => toast(slot, problem.message));
}

function toast(slot, text) {
  const made = slot.root.querySelector('.toast');
  made.textContent = text;
  made.hidden = false;
  clearTimeout(slot.toastTimer);
  slot.toastTimer = setTimeout(() => { made.hidden = true; }, 5000);
}

// ---- a thread -------------------------------------------------------------------------------------------------------

function renderThread(slot, toEnd) {
  const chat = chatOf(slot.id);
  if (!chat) return;
  const { thread } = slot;
  const wasAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
  const messages = [...chat.messages.values()];
  const children = [];
  if (!messages.length) children.push(emptiness(chat.phone));
  let day = '';
  messages.forEach((message, index) => {
    const at = new Date(message.at);
    const thisDay = at.toDateString();
    if (thisDay !== day) {
      day = thisDay;
      children.push(element('li', 'day', thisDay === new Date().toDateString() ? 'Hoy' : at.toLocaleDateString('es-AR', { day: 'numeric', month: 'long' })));
    }
    const isLast = index === messages.length - 1;
    const known = slot.nodes.get(message.id);
    if (known && known.message === message && known.isLast === isLast) {
      children.push(known.node);
    } else {
      const node = bubble(slot, chat, message, isLast);
      slot.nodes.set(message.id, { message, isLast, node });
      children.push(node);
    }
  });
  if (chat.typingUntil > Date.now()) {
    const typing = element('li', 'bubble-row theirs');
    const dots = element('div', 'bubble typing');
    dots.setAttribute('aria-label', 'El local está escribiendo');
    dots.append(element('i'), element('i'), element('i'));
    typing.append(dots);
    children.push(typing);
  }
  // Only what changed is touched: replacing all would restart animations and lose the focus.
  children.forEach((child, index) => {
    if (thread.children[index] !== child) thread.insertBefore(child, thread.children[index] ?? null);
  });
  while (thread.children.length > children.length) thread.lastElementChild.remove();
  if (toEnd || wasAtEnd) thread.scrollTop = thread.scrollHeight;
  const count = unread(chat);
  slot.root.querySelector('.waiting').textContent = count ? `${count} ${count === 1 ? 'mensaje nuevo' : 'mensajes nuevos'}` : '';
  slot.root.querySelector('.big-clock').textContent = time.format(new Date());
  if (count) seeSoon(slot);
}

/** A phone that is shown, on a page that is shown, has been looked at. */
function seeSoon(slot) {
  clearTimeout(slot.seenTimer);
  slot.seenTimer = setTimeout(() => {
    const chat = chatOf(slot.id);
    if (chat && !slot.locked && document.visibilityState === 'visible' && open.includes(slot) && unread(chat)) act(slot, { type: 'seen' });
  }, 700);
}

function emptiness(phone) {
  const made = element('li', 'empty');
  made.append(avatar(phone), element('strong', null, phone.name), element('span', null, address(phone)),
    element('p', null, 'Todavía no le escribió al local. Elegí una sugerencia o escribí lo que quieras.'));
  return made;
}

function bubble(slot, chat, message, isLast) {
  const row = element('li', `bubble-row ${message.isMine ? 'mine' : 'theirs'}`);
  const box = element('div', `bubble ${message.content.type}`);
  const quoted = message.replyToId && chat.messages.get(message.replyToId);
  if (quoted) {
    const quote = element('div', 'quote');
    quote.append(element('strong', null, quoted.isMine ? 'Vos' : 'Tu local'), element('span', null, plain(quoted.content)));
    box.append(quote);
  }
  if (message.isDeleted) box.append(element('span', 'words deleted', '🚫 Eliminaste este mensaje'));
  else fill(box, slot, message.content);
  box.append(meta(slot, message));
  const emojis = [message.ownReaction, message.reaction].filter(Boolean).join('');
  if (emojis) box.append(element('span', 'reaction', emojis));
  row.append(box);
  if (!message.isDeleted && message.state !== 'NOT_DELIVERED') row.append(handles(slot, message));
  if (message.content.type === 'choices') row.append(...choices(slot, message, isLast));
  if (message.state === 'NOT_DELIVERED') row.append(undelivered(slot, message));
  return row;
}

function fill(box, slot, content) {
  switch (content.type) {
    case 'words':
      box.append(rich(content.text));
      break;
    case 'chosen':
      box.append(element('span', 'words', content.option.title));
      if (content.option.description) box.append(element('span', 'description', content.option.description));
      break;
    case 'choices':
      if (content.mediaId) box.append(picture(slot, content.mediaId, ''));
      if (content.header) box.append(element('strong', 'bubble-header', content.header));
      box.append(rich(content.text));
      if (content.footer) box.append(element('span', 'footer', content.footer));
      break;
    case 'medium':
      medium(box, slot, content);
      break;
    case 'place': {
      const card = element('a', 'place-card');
      card.href = `https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}#map=17/${content.latitude}/${content.longitude}`;
      card.target = '_blank';
      card.rel = 'noopener noreferrer';
      const map = element('span', 'map');
      map.append(icon('pin'));
      card.append(map, element('strong', null, content.name || 'Ubicación'), element('span', null, content.address || `${content.latitude.toFixed(4)}, ${content.longitude.toFixed(4)}`));
      box.append(card);
      break;
    }
    default:
      box.append(element('span', 'words', 'Este mensaje no se puede mostrar'));
  }
}

function mediaUrl(id) {
  return `/simulator/api/media/${encodeURIComponent(id)}`;
}

function picture(slot, mediaId, caption) {
  const image = element('img', 'picture');
  image.alt = caption || 'Foto';
  image.width = 480;
  image.height = 480;
  image.addEventListener('load', () => { slot.thread.scrollTop = slot.thread.scrollHeight; }, { once: true });
  image.src = mediaUrl(mediaId);
  return image;
}

function medium(box, slot, content) {
  if (!content.mediaId) {
    box.append(element('span', 'words', 'El archivo ya no está'));
  } else if (content.kind === 'image' || content.kind === 'sticker') {
    box.append(picture(slot, content.mediaId, content.caption));
  } else if (content.kind === 'audio' || content.kind === 'video') {
    const player = element(content.kind, 'player');
    player.controls = true;
    player.preload = 'metadata';
    player.src = mediaUrl(content.mediaId);
    box.append(player);
  } else {
    const card = element('a', 'file-card');
    card.href = mediaUrl(content.mediaId);
    card.target = '_blank';
    card.rel = 'noopener';
    const words = element('span', 'file-words');
    words.append(element('strong', null, content.fileName || 'Documento'), element('span', null, 'Abrir'));
    card.append(icon('doc'), words);
    box.append(card);
  }
  if (content.caption) box.append(rich(content.caption));
}

function choices(slot, message, isLast) {
  const { content } = message;
  if (!content.options.length) return [];
  if (content.listButton) {
    const opener = element('button', 'option opener');
    opener.type = 'button';
    opener.append(icon('list'), element('span', null, content.listButton));
    opener.addEventListener('click', () => openSheet(slot, message));
    const group = element('div', 'options');
    group.append(opener);
    return [group];
  }
  const areQuickReplies = content.options.some((option) => option.press === 'QUICK_REPLY');
  // As on Instagram: quick replies go away with the next message.
  if (areQuickReplies && !isLast) return [];
  const group = element('div', `options ${areQuickReplies ? 'quick' : ''}`);
  group.append(...content.options.map((option) => {
    if (option.press === 'LINK') {
      const link = element('a', 'option');
      if (/^https?:\/\//.test(option.url ?? '')) link.href = option.url;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      link.append(icon('link'), element('span', null, option.title));
      return link;
    }
    const button = element('button', 'option');
    button.type = 'button';
    if (!areQuickReplies && slot.root.classList.contains('whatsapp')) button.append(icon('reply'));
    button.append(element('span', null, option.title));
    button.addEventListener('click', () => act(slot, { type: 'choice', messageId: message.id, optionId: option.id }));
    return button;
  }));
  return [group];
}

function openSheet(slot, message) {
  const sheet = slot.root.querySelector('.sheet');
  sheet.querySelector('h2').textContent = message.content.listButton;
  const rows = [];
  let section = null;
  for (const option of message.content.options) {
    if (option.section && option.section !== section) rows.push(element('h3', null, option.section));
    section = option.section;
    const row = element('button', 'row');
    row.type = 'button';
    const words = element('span', 'row-words');
    words.append(element('strong', null, option.title));
    if (option.description) words.append(element('span', null, option.description));
    row.append(words, element('span', 'radio'));
    row.addEventListener('click', () => {
      sheet.hidden = true;
      act(slot, { type: 'choice', messageId: message.id, optionId: option.id });
    });
    rows.push(row);
  }
  sheet.querySelector('.rows').replaceChildren(...rows);
  sheet.hidden = false;
  sheet.querySelector('.row')?.focus();
}

/** What the owner can do with a message that is there. */
function handles(slot, message) {
  const made = element('div', 'handles');
  const button = (label, title, run) => {
    const one = element('button', null, label);
    one.type = 'button';
    one.title = title;
    one.setAttribute('aria-label', title);
    one.addEventListener('click', run);
    made.append(one);
  };
  for (const emoji of ['👍', '❤️']) {
    const isOn = message.ownReaction === emoji;
    button(emoji, isOn ? 'Quitar la reacción' : `Reaccionar con ${emoji}`, () => act(slot, { type: 'react', messageId: message.id, emoji: isOn ? null : emoji }));
  }
  if (message.isMine && message.content.type === 'words') {
    button('✏️', 'Editar', () => {
      const text = prompt('Editar mensaje', message.content.text);
      if (text?.trim() && text !== message.content.text) act(slot, { type: 'edit', messageId: message.id, text });
    });
  }
  if (message.isMine) button('🗑', 'Eliminar para todos', () => act(slot, { type: 'delete', messageId: message.id }));
  return made;
}

function meta(slot, message) {
  const made = element('span', 'meta');
  if (message.edits && !message.isDeleted) made.append(element('span', 'edited', 'Editado '));
  const at = element('time', null, time.format(new Date(message.at)));
  at.dateTime = message.at;
  at.title = new Date(message.at).toLocaleString('es-AR');
  made.append(at);
  if (message.isMine) {
    const [name, label] = {
      SENDING: ['clock', 'Enviando'],
      DELIVERED: ['ticks', 'Entregado'],
      READ: ['ticks', 'Leído por el local'],
      NOT_DELIVERED: ['alert', 'No entregado'],
    }[message.state];
    const ticks = element('span', `ticks ${message.state.toLowerCase()}`);
    ticks.title = label;
    ticks.setAttribute('role', 'img');
    ticks.setAttribute('aria-label', label);
    ticks.append(icon(name));
    made.append(ticks);
  }
  return made;
}

function undelivered(slot, message) {
  const made = element('div', 'undelivered');
  made.append(element('span', null, `No entregado: ${message.problem ?? 'no se sabe por qué'}`));
  const again = element('button', null, 'Reintentar');
  again.type = 'button';
  again.addEventListener('click', () => act(slot, { type: 'retry', messageId: message.id }));
  made.append(again);
  return made;
}

// ---- start ----------------------------------------------------------------------------------------------------------

document.querySelectorAll('[data-new]').forEach((button) => button.addEventListener('click', async () => {
  const phone = await post('/phones', { app: button.dataset.new });
  if (!chats.has(phone.id)) chats.set(phone.id, { phone, messages: new Map(), typingUntil: 0 });
  show(phone.id);
}));
document.getElementById('beside').addEventListener('click', () => setBeside(!document.body.classList.contains('is-beside')));
if (sessionStorage.getItem('beside') === 'yes') setBeside(true);
document.getElementById('crowd').addEventListener('click', async () => renderCrowd(await post('/crowd', {})));
document.addEventListener('visibilitychange', () => open.forEach((slot) => seeSoon(slot)));
addEventListener('resize', () => {
  arrange();
  renderCustomers();
});
setInterval(() => document.querySelectorAll('.clock, .big-clock').forEach((clock) => { clock.textContent = time.format(new Date()); }), 10_000);
listen();
