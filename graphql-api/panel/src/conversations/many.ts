import { ChangeMany, type ChangeManyMutation, type ConversationSetInput } from '@generated';
import { Unreachable, newKey } from '@/api/http';
import { change } from '@/api/queries';
import { inWords } from '@/app/toasts';
import { type Conversation, conversations, isPutOff } from './conversations';

/** So many at a time: whoever waits sees how far it has come, and one long request holds nobody up. */
const AT_ONCE = 25;
const TRIES = 4;
const PAUSE_MS = 1_500;

type Item = ChangeManyMutation['bulkUpdateConversations']['items'][number];
/** How a conversation was cared for before. */
export type Before = NonNullable<Item['previous']>;

/** What became of it. */
export interface Outcome {
  done: number;
  /** Which were not changed, and why, in words. */
  failed: readonly { id: string; why: string }[];
  /** What takes it back; null when there is nothing to take back. */
  undo: (() => Promise<Outcome>) | null;
}

/** What sets a conversation back to how it was before something was set; null when nothing can. */
export function opposite(set: ConversationSetInput, before: Before): ConversationSetInput | null {
  const back: ConversationSetInput = {};
  const had = new Set(before.tags.map((it) => it.id));
  if (set.status || set.snoozeUntil) {
    if (isPutOff(before)) back.snoozeUntil = before.snoozedUntil;
    else back.status = before.status as NonNullable<ConversationSetInput['status']>;
  }
  if (set.assignee || set.unassign) Object.assign(back, before.assignee ? { assignee: before.assignee.id } : { unassign: true });
  if (set.priority) back.priority = before.priority as NonNullable<ConversationSetInput['priority']>;
  if (set.control) back.control = before.control as NonNullable<ConversationSetInput['control']>;
  const putOn = (set.addTags ?? []).filter((it) => !had.has(it));
  const takenOff = (set.removeTags ?? []).filter((it) => had.has(it));
  if (putOn.length > 0) back.removeTags = putOn;
  if (takenOff.length > 0) back.addTags = takenOff;
  return Object.keys(back).length > 0 ? back : null;
}

/** What a conversation will look like, as far as it can be known here. */
function expected(conversation: Conversation, set: ConversationSetInput): Partial<Conversation> {
  return {
    ...(set.status ? { status: set.status, snoozedUntil: null } : {}),
    ...(set.snoozeUntil ? { status: 'FOLLOW_UP', snoozedUntil: set.snoozeUntil } : {}),
    ...(set.priority ? { priority: set.priority } : {}),
    ...(set.unassign ? { assignee: null } : {}),
    ...(set.removeTags ? { tags: conversation.tags.filter((it) => !set.removeTags?.includes(it.id)) } : {}),
    ...(set.read === true ? { unreadCount: 0 } : set.read === false ? { unreadCount: Math.max(1, conversation.unreadCount) } : {}),
  };
}

/** The same part of it is asked for again with the same key until the server has answered. */
async function part(ids: readonly string[], set: ConversationSetInput | null, message: string | null, idempotencyKey: string): Promise<{ items: readonly Item[]; why: string | null }> {
  for (let tried = 1; ; tried++) {
    const done = await change(ChangeMany, { input: { ids: [...ids], set, message, idempotencyKey } });
    if (done.ok) return { items: done.payload.items, why: null };
    const mayComeYet = done.problem instanceof Unreachable || done.wrong.some((it) => it.code === 'IN_PROGRESS');
    if (!mayComeYet || tried === TRIES) return { items: [], why: done.wrong.map((it) => it.message).join(' ') || inWords(done.problem) };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tried));
  }
}

/** Does the same to many conversations, each by itself, and tells how far it has come. */
export async function changeMany(ids: readonly string[], set: ConversationSetInput | null, message: string | null, onProgress: (done: number) => void): Promise<Outcome> {
  const key = newKey();
  const failed: { id: string; why: string }[] = [];
  const back = new Map<string, { set: ConversationSetInput; ids: string[] }>();
  const settled = ids.map((id) => {
    const known = conversations.get(id);
    return known && set ? conversations.expect(id, expected(known, set)) : () => {};
  });
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const { items, why } = await part(some, set, message, `${key}-${at}`);
    settled.slice(at, at + AT_ONCE).forEach((settle) => settle());
    if (why !== null) failed.push(...some.map((id) => ({ id, why })));
    for (const { conversationId: id, previous, userErrors } of items) {
      if (userErrors.length > 0) failed.push({ id, why: userErrors.map((it) => it.message).join(' ') });
      const undoing = set && previous && opposite(set, previous);
      if (!undoing) continue;
      const name = JSON.stringify(undoing);
      back.set(name, { set: undoing, ids: [...(back.get(name)?.ids ?? []), id] });
    }
    onProgress(Math.min(ids.length, at + AT_ONCE));
  }
  return { done: ids.length - failed.length, failed, undo: back.size > 0 && !message ? () => all([...back.values()]) : null };
}

/** Those that were alike before are set back together. */
async function all(groups: readonly { set: ConversationSetInput; ids: readonly string[] }[]): Promise<Outcome> {
  const outcomes = await Promise.all(groups.map((it) => changeMany(it.ids, it.set, null, () => {})));
  return { done: outcomes.reduce((sum, it) => sum + it.done, 0), failed: outcomes.flatMap((it) => it.failed), undo: null };
}
