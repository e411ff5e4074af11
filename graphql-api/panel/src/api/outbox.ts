import { useSyncExternalStore } from 'react';
import { LoginNeeded, Unreachable } from './http';
import { livenessNow, onLiveness } from './live';
import { type Wrong, change } from './queries';
import type { Mutation } from './operation';

/**
 * Something that is to be sent once: it waits here, in its order and over reloads, until the server has answered. Its variables
 * carry the idempotency key, so that trying again never does it twice.
 */
export interface Letter {
  key: string;
  /** What must stay in order among itself: a conversation's id. */
  lane: string;
  mutation: { name: string; id: string };
  variables: unknown;
  /** What it says, to be shown meanwhile. */
  text: string;
  at: string;
  /** Numbers of the thread up to this one were there before. */
  afterSeq: number;
  state: 'WAITING' | 'SENDING' | 'REFUSED';
  /** Why the server does not take it. */
  problem?: string;
}

const RETRY_MS = 5_000;

let owner = '';
let letters: readonly Letter[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const delivering = new Set<string>();

const place = (): string => `isac.outbox.${owner}`;

function read(): readonly Letter[] {
  try {
    return (JSON.parse(localStorage.getItem(place()) ?? '[]') as Letter[]).map((it) => (it.state === 'SENDING' && !delivering.has(it.key) ? { ...it, state: 'WAITING' } : it));
  } catch {
    return [];
  }
}

function set(next: readonly Letter[]): void {
  letters = next;
  if (next.length > 0) localStorage.setItem(place(), JSON.stringify(next));
  else localStorage.removeItem(place());
  listeners.forEach((it) => it());
}

function alter(key: string, changed: Partial<Letter>): void {
  set(letters.map((it) => (it.key === key ? { ...it, ...changed } : it)));
}

/** Takes on where this person left off, and tries at once. */
export function openOutbox(me: string): void {
  owner = me;
  letters = read();
  listeners.forEach((it) => it());
  deliver();
}

export function post<Data extends object, Variables>(mutation: Mutation<Data, Variables>, variables: Variables, letter: Pick<Letter, 'key' | 'lane' | 'text' | 'afterSeq'>): void {
  set([...letters, { ...letter, mutation: { name: mutation.name, id: mutation.id }, variables, at: new Date().toISOString(), state: 'WAITING' }]);
  deliver();
}

/** Tries once more what the server did not take. */
export function repost(key: string): void {
  alter(key, { state: 'WAITING', problem: undefined });
  deliver();
}

export function discard(key: string): void {
  set(letters.filter((it) => it.key !== key));
}

function deliver(): void {
  clearTimeout(timer);
  const busy = new Set(letters.filter((it) => it.state !== 'WAITING' && it.state !== 'REFUSED').map((it) => it.lane));
  for (const letter of letters) {
    if (letter.state !== 'WAITING' || busy.has(letter.lane)) continue;
    busy.add(letter.lane);
    void send(letter);
  }
}

async function send(letter: Letter): Promise<void> {
  delivering.add(letter.key);
  alter(letter.key, { state: 'SENDING' });
  const done = await change(letter.mutation as Mutation<object, unknown>, letter.variables);
  delivering.delete(letter.key);
  if (done.ok) {
    discard(letter.key);
  } else if (done.problem instanceof Unreachable || done.problem instanceof LoginNeeded || isUnderWay(done.wrong)) {
    // It may have arrived: the key makes sure that it counts once.
    alter(letter.key, { state: 'WAITING' });
    timer = setTimeout(deliver, RETRY_MS);
    return;
  } else {
    alter(letter.key, { state: 'REFUSED', problem: done.wrong.map((it) => (it.code === 'SOMEBODY_WROTE' ? `SOMEBODY_WROTE ${it.message}` : it.message)).join(' ') || (done.problem?.message ?? '') });
  }
  deliver();
}

const isUnderWay = (wrong: Wrong[]): boolean => wrong.length > 0 && wrong.every((it) => it.code === 'IN_PROGRESS');

onLiveness(() => livenessNow() === 'LIVE' && deliver());
window.addEventListener('online', deliver);
window.addEventListener('storage', (event) => {
  // Another tab of the same person sends for both.
  if (event.key !== place()) return;
  letters = read();
  listeners.forEach((it) => it());
});

export function lettersNow(): readonly Letter[] {
  return letters;
}

export function useOutbox(): readonly Letter[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lettersNow,
  );
}
