import { SaveDraft } from '@generated';
import { change } from '@/api/queries';

const SAVE_AFTER_MS = 700;

interface Kept {
  text: string;
  timer?: ReturnType<typeof setTimeout>;
}

/** What is being written in each conversation here; the server has it within a second. */
const kept = new Map<string, Kept>();

/** What was last written here; undefined when nothing was, and the server's draft counts. */
export const draftHere = (conversationId: string): string | undefined => kept.get(conversationId)?.text;

export function keepDraft(conversationId: string, text: string): void {
  clearTimeout(kept.get(conversationId)?.timer);
  kept.set(conversationId, { text, timer: setTimeout(() => save(conversationId, text), SAVE_AFTER_MS) });
}

/** It was sent: the server forgets the draft by itself. */
export function forgetDraft(conversationId: string): void {
  clearTimeout(kept.get(conversationId)?.timer);
  kept.set(conversationId, { text: '' });
}

function save(conversationId: string, text: string): void {
  void change(SaveDraft, { input: { conversationId, text } });
}

// What was typed in the last moment is not lost with the page.
window.addEventListener('pagehide', () => kept.forEach((it, id) => it.timer && it.text && save(id, it.text)));
