import { SaveDraft } from '@generated';
import { livenessNow, onLiveness } from '@/api/live';
import { change } from '@/api/queries';

/** The hand rests, and it is saved well within the second. */
const SAVE_AFTER_MS = 700;
/** Whoever writes on and on is not to lose more than this. */
const SAVE_WITHIN_MS = 3_000;

interface Kept {
  text: string;
  /** Since when it has been waiting to be saved. */
  since: number;
  timer?: ReturnType<typeof setTimeout>;
}

/** What is being written here and the server does not have yet: what it has is the same on every device. */
const kept = new Map<string, Kept>();
/** What is on its way: one at a time, lest an older text come in after a newer one. */
const underWay = new Set<string>();
/** When the server last took what was written here: its drafts of before are news of yesterday. */
const savedAt = new Map<string, string>();
/** The server's draft up to this instant is what was sent from here, though it may not have heard of that yet. */
const sentUpTo = new Map<string, string>();

interface ServersDraft {
  text: string;
  updatedAt: string;
}

/** What was last written here and not saved yet; undefined when the server's draft counts. */
export const draftHere = (conversationId: string): string | undefined => kept.get(conversationId)?.text;

/** What the composer of a conversation begins with. */
export function draftOf(conversationId: string, onServer: ServersDraft | undefined): string {
  const here = draftHere(conversationId);
  if (here !== undefined) return here;
  return onServer && onServer.updatedAt > (sentUpTo.get(conversationId) ?? '') ? onServer.text : '';
}

/** Whether a draft of the server was written elsewhere, after all that was written here. */
export const isFromElsewhere = (conversationId: string, updatedAt: string): boolean => !kept.has(conversationId) && !underWay.has(conversationId) && updatedAt > (savedAt.get(conversationId) ?? '');

export function keepDraft(conversationId: string, text: string): void {
  const before = kept.get(conversationId);
  clearTimeout(before?.timer);
  const it: Kept = { text, since: before?.since ?? performance.now() };
  const wait = Math.min(SAVE_AFTER_MS, it.since + SAVE_WITHIN_MS - performance.now());
  it.timer = setTimeout(() => void save(conversationId), Math.max(0, wait));
  kept.set(conversationId, it);
}

/** It was sent: the server forgets the draft by itself, save one that it is only about to get. */
export function forgetDraft(conversationId: string, onServer: ServersDraft | undefined): void {
  sentUpTo.set(conversationId, [savedAt.get(conversationId) ?? '', onServer?.updatedAt ?? ''].sort().at(-1)!);
  clearTimeout(kept.get(conversationId)?.timer);
  if (underWay.has(conversationId)) kept.set(conversationId, { text: '', since: performance.now() });
  else kept.delete(conversationId);
  savedAt.set(conversationId, new Date().toISOString());
}

/** Notes that are being typed stay in this page alone: half a thought about a customer is nobody else's yet. */
const notes = new Map<string, string>();

export const noteHere = (conversationId: string): string => notes.get(conversationId) ?? '';

export function keepNote(conversationId: string, text: string): void {
  if (text) notes.set(conversationId, text);
  else notes.delete(conversationId);
}

async function save(conversationId: string, isLastChance = false): Promise<void> {
  const it = kept.get(conversationId);
  if (!it || (underWay.has(conversationId) && !isLastChance)) return;
  underWay.add(conversationId);
  const done = await change(SaveDraft, { input: { conversationId, text: it.text } });
  underWay.delete(conversationId);
  const isLatest = kept.get(conversationId) === it;
  if (done.ok) {
    savedAt.set(conversationId, done.payload.draft?.updatedAt ?? new Date().toISOString());
    if (isLatest) kept.delete(conversationId);
  }
  // Its own timer found the way taken; what failed is tried again once the connection is back.
  if (done.ok && !isLatest) void save(conversationId);
}

onLiveness(() => {
  if (livenessNow() === 'LIVE') kept.forEach((_, id) => void save(id));
});

// What was typed in the last moment is not lost with the page.
window.addEventListener('pagehide', () => kept.forEach((it, id) => it.text && void save(id, true)));
