import { SaveDraft } from '@generated';
import { change } from '@/api/queries';

const SAVE_AFTER_MS = 700;

interface Kept {
  text: string;
  timer?: ReturnType<typeof setTimeout>;
}

/** What is being written here and the server does not have yet: what it has is the same on every device. */
const kept = new Map<string, Kept>();
/** When the server last took what was written here: its drafts of before are news of yesterday. */
const savedAt = new Map<string, string>();

/** What was last written here and not saved yet; undefined when the server's draft counts. */
export const draftHere = (conversationId: string): string | undefined => kept.get(conversationId)?.text;

/** Whether a draft of the server was written elsewhere, after all that was written here. */
export const isFromElsewhere = (conversationId: string, updatedAt: string): boolean => !kept.has(conversationId) && updatedAt > (savedAt.get(conversationId) ?? '');

export function keepDraft(conversationId: string, text: string): void {
  clearTimeout(kept.get(conversationId)?.timer);
  const it: Kept = { text };
  it.timer = setTimeout(() => void save(conversationId, it), SAVE_AFTER_MS);
  kept.set(conversationId, it);
}

/** It was sent: the server forgets the draft by itself. */
export function forgetDraft(conversationId: string): void {
  clearTimeout(kept.get(conversationId)?.timer);
  kept.delete(conversationId);
  savedAt.set(conversationId, new Date().toISOString());
}

/** Notes that are being typed stay in this page alone: half a thought about a customer is nobody else's yet. */
const notes = new Map<string, string>();

export const noteHere = (conversationId: string): string => notes.get(conversationId) ?? '';

export function keepNote(conversationId: string, text: string): void {
  if (text) notes.set(conversationId, text);
  else notes.delete(conversationId);
}

async function save(conversationId: string, it: Kept): Promise<void> {
  const done = await change(SaveDraft, { input: { conversationId, text: it.text } });
  if (!done.ok || kept.get(conversationId) !== it) return;
  kept.delete(conversationId);
  savedAt.set(conversationId, done.payload.draft?.updatedAt ?? new Date().toISOString());
}

// What was typed in the last moment is not lost with the page.
window.addEventListener('pagehide', () => kept.forEach((it, id) => it.timer && it.text && void save(id, it)));
