import { AddTag, AssignConversation, ChangeControl, ChangePriority, ChangeStatus, MarkRead, RemoveTag, SnoozeConversation } from '@generated';
import { newKey } from '@/api/http';
import { type Done, change } from '@/api/queries';
import type { Mutation } from '@/api/operation';
import { orComplain, say } from '@/app/toasts';
import { type Conversation, conversations, isPutOff } from './conversations';

/** Shows what a mutation will do before the server says so, and takes it back with a word of complaint when it does not. */
export async function act<Data extends object, Variables>(
  conversation: Conversation,
  expected: Partial<Conversation>,
  mutation: Mutation<Data, Variables>,
  variables: Variables,
): Promise<Done<Exclude<Data[keyof Data], undefined>>> {
  const settle = conversations.expect(conversation.id, expected);
  const done = await change(mutation, variables);
  settle();
  orComplain(done);
  return done;
}

/** Does something and says so, with six seconds to take it back. */
async function withUndo(done: Promise<Done<unknown>>, said: string, undo: () => void): Promise<void> {
  if ((await done).ok) say(said, undo);
}

const put = (conversation: Conversation, status: Conversation['status']) =>
  act(conversation, { status, snoozedUntil: null }, ChangeStatus, { input: { conversationId: conversation.id, status } });

const putOff = (conversation: Conversation, until: string | null) =>
  act(conversation, { snoozedUntil: until, status: until ? 'FOLLOW_UP' : 'OPEN' }, SnoozeConversation, { input: { conversationId: conversation.id, until, idempotencyKey: newKey() } });

/** Sets it back to how it was: what was put off comes back by itself again. */
const putBack = (conversation: Conversation) =>
  isPutOff(conversation) ? putOff(conversation, conversation.snoozedUntil) : put(conversation, conversation.status);

export function setStatus(conversation: Conversation, status: Conversation['status'], said: string): void {
  void withUndo(put(conversation, status), said, () => void putBack(conversation));
}

export function assign(conversation: Conversation, advisor: { id: string; name: string } | null, said: string): void {
  const give = (to: { id: string; name: string } | null) =>
    act(conversation, { assignee: to && { __typename: 'Advisor', ...to } }, AssignConversation, { input: { conversationId: conversation.id, advisorId: to?.id ?? null } });
  void withUndo(give(advisor), said, () => void give(conversation.assignee));
}

export function setPriority(conversation: Conversation, priority: Conversation['priority'], said: string): void {
  const put = (to: Conversation['priority']) => act(conversation, { priority: to }, ChangePriority, { input: { conversationId: conversation.id, priority: to } });
  void withUndo(put(priority), said, () => void put(conversation.priority));
}

/** Puts a conversation off until an instant; null brings it back. */
export function snooze(conversation: Conversation, until: Date | null, said: string): void {
  void withUndo(putOff(conversation, until?.toISOString() ?? null), said, () => void putBack(conversation));
}

export function setControl(conversation: Conversation, control: Conversation['control']): Promise<Done<unknown>> {
  return act(conversation, { control }, ChangeControl, { input: { conversationId: conversation.id, control } });
}

export function toggleTag(conversation: Conversation, tag: Conversation['tags'][number]): void {
  const input = { conversationId: conversation.id, tagId: tag.id };
  const hasIt = conversation.tags.some((it) => it.id === tag.id);
  const tags = hasIt ? conversation.tags.filter((it) => it.id !== tag.id) : [...conversation.tags, tag];
  void (hasIt ? act(conversation, { tags }, RemoveTag, { input }) : act(conversation, { tags }, AddTag, { input }));
}

/** Whoever looks at it has read it. Nobody asked for this, so nobody is told when it fails; false then. */
export async function markRead(conversation: Conversation): Promise<boolean> {
  const settle = conversations.expect(conversation.id, { unreadCount: 0 });
  const done = await change(MarkRead, { input: { conversationId: conversation.id } });
  settle();
  return done.ok;
}

export function markUnread(conversation: Conversation): void {
  void act(conversation, { unreadCount: Math.max(1, conversation.unreadCount) }, MarkRead, { input: { conversationId: conversation.id, isUnread: true } });
}
