// The shop's chat on any page: <script src="https://crm.example/webchat/widget.js" data-account="tienda" async></script>
(() => {
  "use strict";

  const script = document.currentScript;
  const account = script?.dataset.account;
  if (!account || window.isacWebchat) {
    return;
  }
  window.isacWebchat = true;

  const base = new URL(`/webchat/${encodeURIComponent(account)}/`, script.src);
  const title = script.dataset.title || "Escribinos";
  const stored = `isac-webchat:${base.href}`;
  // Where the answers cannot be pushed, for a proxy that holds them back or too many windows.
  const OPEN_PAUSE = 2000;
  const CLOSED_PAUSE = 30000;
  const LONGEST_PAUSE = 60000;
  const RETRY_PAUSE = 1000;
  // The server says something every fifteen seconds.
  const LONGEST_SILENCE = 40000;
  const WRITING_SHOWN = 6000;

  let visitor = remembered();
  let after = 0;
  let failures = 0;
  let timer = 0;
  let isOpen = false;
  let isLooking = false;
  let stream = null;
  let cannotPushUntil = 0;
  let writingTimer = 0;
  let sending = Promise.resolve();
  const shown = new Set();
  const waiting = new Map();

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; font: 15px/1.4 system-ui, sans-serif; }
    .opener { position: fixed; right: 20px; bottom: 20px; z-index: 2147483000; padding: 14px 20px; border: 0;
      border-radius: 999px; background: #14532d; color: #fff; cursor: pointer; box-shadow: 0 4px 16px #0004; }
    .window { position: fixed; right: 20px; bottom: 84px; z-index: 2147483000; display: flex; flex-direction: column;
      width: min(360px, calc(100vw - 40px)); height: min(520px, calc(100vh - 120px)); border-radius: 14px;
      background: #fff; color: #17201b; box-shadow: 0 8px 32px #0005; overflow: hidden; }
    .window[hidden], .writing[hidden] { display: none; }
    header { display: flex; justify-content: space-between; align-items: center; padding: 12px 16px; background: #14532d;
      color: #fff; font-weight: 600; }
    header button { border: 0; background: none; color: inherit; font-size: 20px; cursor: pointer; }
    .log { flex: 1; overflow-y: auto; padding: 12px; display: flex; flex-direction: column; gap: 8px; }
    .message { max-width: 85%; padding: 8px 12px; border-radius: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
    .shop { align-self: flex-start; background: #eef2ef; }
    .visitor { align-self: flex-end; background: #d1f2dc; }
    .pending { opacity: .6; }
    .message img { display: block; max-width: 100%; border-radius: 8px; }
    .options { display: flex; flex-wrap: wrap; gap: 6px; align-self: flex-start; }
    .options button { padding: 6px 12px; border: 1px solid #14532d; border-radius: 999px; background: #fff; color: #14532d;
      cursor: pointer; }
    .writing { align-self: flex-start; padding: 0 12px; color: #5b6b60; font-size: 13px; }
    .notice { padding: 4px 16px; min-height: 1.4em; color: #9a3412; font-size: 13px; }
    form { display: flex; gap: 8px; padding: 12px; border-top: 1px solid #dde5df; }
    textarea { flex: 1; resize: none; padding: 8px; border: 1px solid #b9c6bd; border-radius: 8px; height: 40px; }
    form button { padding: 0 16px; border: 0; border-radius: 8px; background: #14532d; color: #fff; cursor: pointer; }
    button:focus-visible, textarea:focus-visible { outline: 3px solid #65a30d; outline-offset: 2px; }`);
  root.adoptedStyleSheets = [style];

  const opener = element("button", { className: "opener", type: "button", textContent: title });
  opener.setAttribute("aria-expanded", "false");
  const pane = element("section", { className: "window", hidden: true });
  pane.setAttribute("role", "dialog");
  pane.setAttribute("aria-label", title);
  const header = element("header", {}, element("span", { textContent: title }));
  const closer = element("button", { type: "button", textContent: "×" });
  closer.setAttribute("aria-label", "Cerrar");
  header.append(closer);
  const log = element("div", { className: "log" });
  log.setAttribute("role", "log");
  log.setAttribute("aria-live", "polite");
  const writing = element("div", { className: "writing", textContent: "Escribiendo…", hidden: true });
  const notice = element("div", { className: "notice" });
  notice.setAttribute("role", "status");
  const form = element("form", {});
  const words = element("textarea", { maxLength: 2000, placeholder: "Escribí tu mensaje" });
  words.setAttribute("aria-label", "Tu mensaje");
  form.append(words, element("button", { type: "submit", textContent: "Enviar" }));
  pane.append(header, log, writing, notice, form);
  root.append(pane, opener);

  opener.addEventListener("click", () => open(!isOpen));
  closer.addEventListener("click", () => open(false));
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      open(false);
    }
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = words.value.trim();
    if (text) {
      words.value = "";
      send({ text }, text);
    }
  });
  document.addEventListener("visibilitychange", () => schedule(0));
  addEventListener("pagehide", () => stream?.abort());
  addEventListener("pageshow", () => schedule(0));

  const place = () => document.body.append(host);
  if (document.body) {
    place();
  } else {
    document.addEventListener("DOMContentLoaded", place);
  }
  if (visitor) {
    schedule(0);
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function remembered() {
    try {
      return localStorage.getItem(stored);
    } catch {
      return null;
    }
  }

  function remember(value) {
    visitor = value;
    try {
      if (value) {
        localStorage.setItem(stored, value);
      } else {
        localStorage.removeItem(stored);
      }
    } catch {
      // A browser that keeps nothing still has a conversation, for as long as the page is open.
    }
  }

  // Who is admitted next has a conversation of their own, which begins at its beginning.
  function forgetVisitor() {
    remember(null);
    after = 0;
    shown.clear();
    stream?.abort();
  }

  function open(yes) {
    isOpen = yes;
    pane.hidden = !yes;
    opener.setAttribute("aria-expanded", String(yes));
    opener.textContent = title;
    (yes ? words : opener).focus();
    if (visitor) {
      schedule(0);
    }
  }

  async function ask(path, { headers = {}, ...options } = {}) {
    const sent = { ...headers, ...(options.body ? { "Content-Type": "application/json" } : {}) };
    const asking = visitor;
    if (asking) {
      sent["X-Webchat-Visitor"] = asking;
    }
    const answer = await fetch(new URL(path, base), { ...options, headers: sent, credentials: "omit", cache: "no-store" });
    // Whoever has been admitted anew meanwhile stays so.
    if (answer.status === 401 && visitor === asking) {
      forgetVisitor();
    }
    if (!answer.ok) {
      throw Object.assign(new Error(String(answer.status)), { status: answer.status });
    }
    return answer;
  }

  async function admitted() {
    if (!visitor) {
      const answer = await ask("visitors", { method: "POST" });
      remember((await answer.json()).visitor);
    }
  }

  function randomId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function send(said, text) {
    const id = randomId();
    const bubble = element("div", { className: "message visitor pending", textContent: text });
    log.append(bubble);
    log.scrollTop = log.scrollHeight;
    waiting.set(id, { bubble, text });
    // One after the other: two first messages would be two visitors, and none overtakes one that is tried again.
    sending = sending.then(() => deliver(id, said, text));
  }

  async function deliver(id, said, text) {
    for (let attempt = 0; ; attempt++) {
      try {
        await admitted();
        // The same id again is the same message, however often it arrives.
        await ask("messages", { method: "POST", body: JSON.stringify({ id, ...said }) });
        notice.textContent = "";
        schedule(0);
        return;
      } catch (failure) {
        if (failure.status === 401 && attempt === 0) {
          continue;
        }
        if (attempt >= 4 || (failure.status >= 400 && failure.status < 500 && failure.status !== 429)) {
          waiting.get(id)?.bubble.remove();
          waiting.delete(id);
          words.value = words.value || text;
          notice.textContent = "No se pudo enviar. Probá de nuevo en un momento.";
          return;
        }
        notice.textContent = "Sin conexión: seguimos intentando.";
        await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
      }
    }
  }

  function schedule(pause) {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  }

  function isWatched() {
    return isOpen && !document.hidden;
  }

  // An open window is told at once; one that nobody looks at asks now and then, and holds no line.
  async function look() {
    if (!visitor) {
      return;
    }
    if (stream) {
      if (!isWatched()) {
        stream.abort();
      }
      return;
    }
    if (isLooking) {
      return;
    }
    isLooking = true;
    let pause = 0;
    try {
      if (isWatched() && Date.now() >= cannotPushUntil) {
        await follow();
        pause = RETRY_PAUSE;
      } else {
        const piece = await (await ask(`messages?after=${after}`)).json();
        piece.messages.forEach(show);
        after = piece.after;
        pause = isWatched() ? OPEN_PAUSE : CLOSED_PAUSE;
      }
      failures = 0;
    } catch {
      failures++;
      pause = Math.min(LONGEST_PAUSE, OPEN_PAUSE * 2 ** Math.min(failures, 5));
    } finally {
      isLooking = false;
      // Not all at once, when a server comes back.
      schedule(pause * (1 + Math.random() / 4));
    }
  }

  async function follow() {
    const line = new AbortController();
    stream = line;
    let silence = 0;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => line.abort(), LONGEST_SILENCE);
    };
    try {
      heard();
      const answer = await ask("events", {
        headers: { Accept: "text/event-stream", ...(after > 0 ? { "Last-Event-ID": String(after) } : {}) },
        signal: line.signal,
      });
      await readEvents(answer.body, heard);
    } catch (failure) {
      if ([404, 406, 429, 503].includes(failure.status)) {
        cannotPushUntil = Date.now() + LONGEST_PAUSE;
      } else if (!line.signal.aborted) {
        throw failure;
      }
    } finally {
      clearTimeout(silence);
      stream = null;
    }
  }

  async function readEvents(body, heard) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      heard();
      failures = 0;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      blocks.forEach(take);
    }
  }

  function take(block) {
    let name = "message";
    const data = [];
    for (const line of block.split("\n")) {
      const [, field, value] = /^([a-z]*):? ?(.*)$/.exec(line) ?? [];
      if (field === "event") {
        name = value;
      } else if (field === "data") {
        data.push(value);
      }
    }
    if (name === "typing") {
      writing.hidden = false;
      clearTimeout(writingTimer);
      writingTimer = setTimeout(() => (writing.hidden = true), WRITING_SHOWN);
    } else if (data.length > 0) {
      const message = JSON.parse(data.join("\n"));
      show(message);
      after = Math.max(after, message.number);
    }
  }

  function show(message) {
    if (shown.has(message.number)) {
      return;
    }
    shown.add(message.number);
    if (message.from === "shop") {
      writing.hidden = true;
    }
    if (message.from === "visitor") {
      for (const [id, sent] of waiting) {
        if (sent.text === message.text) {
          waiting.delete(id);
          sent.bubble.remove();
          break;
        }
      }
    }
    log.querySelectorAll(".options").forEach((options) => options.remove());
    const bubble = element("div", { className: `message ${message.from === "visitor" ? "visitor" : "shop"}` });
    if (message.medium && /^https?:\/\//.test(message.medium.url)) {
      bubble.append(
        message.medium.kind === "IMAGE"
          ? element("img", { src: message.medium.url, alt: message.text || "Imagen", loading: "lazy" })
          : element("a", { href: message.medium.url, target: "_blank", rel: "noopener noreferrer", textContent: "Ver archivo" }),
      );
    }
    bubble.append(message.text);
    log.append(bubble);
    if (message.options.length > 0) {
      const options = element("div", { className: "options" });
      for (const option of message.options) {
        const button = element("button", { type: "button", textContent: option.title });
        button.addEventListener("click", () => {
          options.remove();
          send({ option }, option.title);
        });
        options.append(button);
      }
      log.append(options);
    }
    log.scrollTop = log.scrollHeight;
    if (!isOpen && message.from === "shop" && after > 0) {
      opener.textContent = `${title} •`;
    }
  }
})();
