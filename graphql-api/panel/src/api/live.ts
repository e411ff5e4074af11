import { useSyncExternalStore } from 'react';
import { type Client, createClient } from 'graphql-ws';
import { loginNeeded } from './http';
import type { Subscription } from './operation';

/** How the connection for news stands. */
export type Liveness = 'CONNECTING' | 'LIVE' | 'LOST';

const PING_EVERY_MS = 15_000;
const PONG_WITHIN_MS = 5_000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 10_000;
const REFUSED = new Set([4401, 4403]);

let client: Client | null = null;
let socket: WebSocket | null = null;
let liveness: Liveness = 'CONNECTING';
let hurry: (() => void) | null = null;
const listeners = new Set<() => void>();

function become(next: Liveness): void {
  if (liveness === next) return;
  liveness = next;
  listeners.forEach((it) => it());
}

export const livenessNow = (): Liveness => liveness;

export function onLiveness(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How it stands, for what is shown. */
export const useLiveness = (): Liveness => useSyncExternalStore(onLiveness, livenessNow);

/** Waits longer with every try, and not at all once the browser says that it is online again. */
function wait(tries: number): Promise<void> {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, most * (0.6 + Math.random() * 0.4));
    hurry = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

window.addEventListener('online', () => hurry?.());
window.addEventListener('offline', () => socket?.close(4408, 'offline'));
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && hurry?.());

function connect(): Client {
  let silence: ReturnType<typeof setTimeout> | undefined;
  return createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    keepAlive: PING_EVERY_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: wait,
    // The server has the text of what is followed; graphql-ws insists on one.
    jsonMessageReplacer: (name, value: unknown) => (name === 'query' && value === '' ? undefined : value),
    on: {
      connected: (opened) => {
        socket = opened as WebSocket;
        become('LIVE');
      },
      closed: (event) => {
        clearTimeout(silence);
        socket = null;
        const { code } = event as CloseEvent;
        if (REFUSED.has(code)) loginNeeded();
        if (client) become('LOST');
      },
      ping: (isReceived) => {
        if (isReceived) return;
        // A dead connection says nothing: it is the missing answer that tells.
        clearTimeout(silence);
        silence = setTimeout(() => socket?.close(4408, 'no answer'), PONG_WITHIN_MS);
      },
      pong: (isReceived) => isReceived && clearTimeout(silence),
    },
  });
}

/** What every event of ours carries. */
export interface Event {
  cursor: string;
  type: string;
}

/** What to do with the events of a stream. */
export interface Follower<E extends Event> {
  event: (event: E) => void;
  /** Something may have been missed: read the present anew. Also at the very beginning. */
  resync: () => void;
}

/** A node numbers its events a moment after it has done what they tell of. */
const SETTLING_MS = 2_000;

/**
 * Follows a stream for as long as the page lives, over reconnections, without a gap or a repeat: it goes on after the last
 * event that was seen. Returns how to stop.
 */
export function follow<Data extends object, Variables extends { after?: string | null | undefined }>(
  subscription: Subscription<Data, Variables>,
  variables: Variables,
  on: Follower<Extract<NonNullable<Data[keyof Data]>, Event>>,
): () => void {
  client ??= connect();
  const known = { ...variables } as Variables;
  // graphql-ws sends this object anew after every reconnection: its cursor is the last one seen.
  const payload = { query: '', documentId: subscription.id, operationName: subscription.name, variables: known as Record<string, unknown> };
  let stop = () => {};
  let settling: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  function begin(): void {
    stop = client!.subscribe<Data>(payload, {
      next: ({ data }) => {
        const event = data && (Object.values(data)[0] as Extract<NonNullable<Data[keyof Data]>, Event> | null);
        if (!event) return;
        known.after = event.cursor;
        if (event.type === 'RESYNC_REQUIRED') on.resync();
        else on.event(event);
      },
      error: () => restart(),
      complete: () => restart(),
    });
  }

  function restart(): void {
    if (!isStopped) void wait(3).then(() => isStopped || begin());
  }

  function whenLive(): void {
    clearTimeout(settling);
    if (liveness !== 'LIVE' || known.after) return;
    // Without a cursor only what comes from now on is told; what came between the answer and the first event is read once more.
    on.resync();
    settling = setTimeout(on.resync, SETTLING_MS);
  }

  const unlisten = onLiveness(whenLive);
  begin();
  whenLive();
  return () => {
    isStopped = true;
    clearTimeout(settling);
    unlisten();
    stop();
  };
}

/** Ends all streams, as at logging out. */
export function hangUp(): void {
  const ended = client;
  client = null;
  void ended?.dispose();
  become('CONNECTING');
}
