// GraphQL over HTTP for questions, over graphql-transport-ws for news.

let operations = {};

/**
 * Reads the operations; without them nothing can be asked. The server knows them by their hash; where the browser computes none,
 * since the page did not come over TLS, their text is sent.
 */
export async function loadOperations() {
  const response = await fetch('/panel/operations.graphql');
  if (!response.ok) throw new Error(`operations.graphql: ${response.status}`);
  const query = await response.text();
  if (!globalThis.crypto?.subtle) {
    operations = { query };
    return;
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(query)));
  operations = { documentId: `sha256:${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}` };
}

export class LoginNeeded extends Error {}

function csrf() {
  const cookie = document.cookie.split('; ').find((it) => it.startsWith('XSRF-TOKEN='));
  return cookie ? { 'X-XSRF-TOKEN': decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) } : {};
}

/** Runs one of the operations by name and returns its data. */
export async function ask(operationName, variables = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json', ...csrf() },
    body: JSON.stringify({ ...operations, operationName, variables }),
  });
  if (response.status === 401) throw new LoginNeeded();
  const answer = await response.json().catch(() => ({}));
  const problem = answer.errors?.[0];
  if (problem?.extensions?.code === 'UNAUTHENTICATED') throw new LoginNeeded();
  if (problem || !answer.data) throw new Error(problem?.message ?? `El servidor respondió ${response.status}`);
  return answer.data;
}

/** Logs in; false when e-mail or password are wrong. */
export async function logIn(form) {
  const response = await fetch('/login', { method: 'POST', headers: csrf(), body: new URLSearchParams(new FormData(form)) });
  if (response.ok) return true;
  if (response.status === 401) return false;
  if (response.status === 429) {
    const minutes = Math.ceil(Number(response.headers.get('Retry-After') ?? 60) / 60);
    throw new Error(`Demasiados intentos. Probá de nuevo en ${minutes} min.`);
  }
  throw new Error(`El servidor respondió ${response.status}`);
}

export function logOut() {
  return fetch('/logout', { method: 'POST', headers: csrf() });
}

const SILENCE = 45_000;
const SLOWEST = 10_000;

/**
 * The inbox's events, for as long as the page lives: reconnects by itself and goes on after the last event seen.
 * `on.live` is told true at every (re)connection and false when it is lost; `on.event` gets each event.
 */
export function inboxEvents(on) {
  let cursor = null;
  let attempts = 0;
  let socket = null;
  let watchdog = 0;
  let isStopped = false;

  function send(message) {
    socket.send(JSON.stringify(message));
  }

  function alive() {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => socket.close(4000, 'silence'), SILENCE);
  }

  const handlers = {
    connection_ack() {
      attempts = 0;
      send({ id: '1', type: 'subscribe', payload: { ...operations, operationName: 'InboxEvents', variables: { after: cursor } } });
      on.live(true, cursor !== null);
    },
    ping: () => send({ type: 'pong' }),
    pong() {},
    next({ payload }) {
      const event = payload.data?.inboxEvents;
      if (!event) {
        socket.close(4000, 'unusable event');
        return;
      }
      cursor = event.cursor;
      on.event(event);
    },
    error: () => socket.close(4000, 'subscription refused'),
    complete: () => socket.close(4000, 'subscription ended'),
  };

  function connect() {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`, 'graphql-transport-ws');
    socket.onopen = () => {
      alive();
      send({ type: 'connection_init' });
    };
    socket.onmessage = ({ data }) => {
      alive();
      const message = JSON.parse(data);
      handlers[message.type]?.(message);
    };
    socket.onclose = ({ code }) => {
      clearTimeout(watchdog);
      if (isStopped) return;
      if (code === 4401 || code === 4403) {
        on.refused();
        return;
      }
      on.live(false);
      setTimeout(() => isStopped || connect(), Math.min(SLOWEST, 500 * 2 ** attempts++) * (0.7 + Math.random() * 0.6));
    };
  }

  const beat = setInterval(() => socket.readyState === WebSocket.OPEN && send({ type: 'ping' }), 20_000);
  connect();
  return {
    stop() {
      isStopped = true;
      clearInterval(beat);
      socket.close(1000);
    },
  };
}
