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
  const OPEN_PAUSE = 2000;
  const CLOSED_PAUSE = 30000;
  const LONGEST_PAUSE = 60000;

  let visitor = remembered();
  let after = 0;
  let failures = 0;
  let timer = 0;
  let isOpen = false;
  let isLooking = false;
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
    .window[hidden] { display: none; }
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
  const notice = element("div", { className: "notice" });
  notice.setAttribute("role", "status");
  const form = element("form", {});
  const words = element("textarea", { maxLength: 2000, placeholder: "Escribí tu mensaje" });
  words.setAttribute("aria-label", "Tu mensaje");
  form.append(words, element("button", { type: "submit", textContent: "Enviar" }));
  pane.append(header, log, notice, form);
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

  async function ask(path, options = {}) {
    const headers = { ...(options.body ? { "Content-Type": "application/json" } : {}) };
    if (visitor) {
      headers["X-Webchat-Visitor"] = visitor;
    }
    const answer = await fetch(new URL(path, base), { ...options, headers, credentials: "omit", cache: "no-store" });
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

  async function send(said, text) {
    const id = randomId();
    const bubble = element("div", { className: "message visitor pending", textContent: text });
    log.append(bubble);
    log.scrollTop = log.scrollHeight;
    waiting.set(id, { bubble, text });
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
          remember(null);
        } else if (attempt >= 4 || (failure.status >= 400 && failure.status < 500 && failure.status !== 429)) {
          waiting.delete(id);
          bubble.remove();
          words.value = words.value || text;
          notice.textContent = "No se pudo enviar. Probá de nuevo en un momento.";
          return;
        } else {
          notice.textContent = "Sin conexión: seguimos intentando.";
          await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
        }
      }
    }
  }

  function schedule(pause) {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  }

  async function look() {
    if (isLooking || !visitor) {
      return;
    }
    isLooking = true;
    try {
      const piece = await (await ask(`messages?after=${after}`)).json();
      piece.messages.forEach(show);
      after = piece.after;
      failures = 0;
    } catch (failure) {
      failures++;
      if (failure.status === 401) {
        remember(null);
      }
    } finally {
      isLooking = false;
      const usual = isOpen && !document.hidden ? OPEN_PAUSE : CLOSED_PAUSE;
      schedule(Math.min(LONGEST_PAUSE, usual * 2 ** Math.min(failures, 5)));
    }
  }

  function show(message) {
    if (shown.has(message.number)) {
      return;
    }
    shown.add(message.number);
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
