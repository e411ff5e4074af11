import { useEffect, useSyncExternalStore } from 'react';
import { type ConversationRowFragment, type DeliveryStatus, InboxEvents, type MessageBubbleFragment } from '@generated';
import { follow, livenessNow, onLiveness } from '@/api/live';
import { invalidateAll, retryUnreachable } from '@/api/queries';
import { Records, useRecord } from '@/api/records';

export type Conversation = ConversationRowFragment;
export type Message = MessageBubbleFragment;

const RANK: readonly DeliveryStatus[] = ['QUEUED', 'UNKNOWN', 'SENT', 'DELIVERED', 'READ', 'PLAYED'];

/** Ticks never go back, in whatever order the news comes: a late «sent» after «read» says nothing. A retry starts anew from FAILED. */
export function laterStatus(next: DeliveryStatus, before: DeliveryStatus): DeliveryStatus {
  const [a, b] = [RANK.indexOf(next), RANK.indexOf(before)];
  if (before === 'UNKNOWN' && next === 'QUEUED') return next;
  return a >= 0 && b >= 0 && a < b ? before : next;
}

/** Whether it comes back by itself at some time. */
export const isPutOff = (it: { snoozedUntil: string | null }): boolean => it.snoozedUntil !== null && new Date(it.snoozedUntil).getTime() > Date.now();

/** How a message of ours looks: one that failed is failed until the platform has taken it, also while it is tried again. */
export function shownStatus(message: { status: DeliveryStatus; failure: object | null }): DeliveryStatus {
  return message.status === 'QUEUED' && message.failure ? 'FAILED' : message.status;
}

/** Every conversation that has been read, by its id; the list, the board, the thread and the pane all show these. */
export const conversations = new Records<Conversation>('Conversation', (it) => 'replyWindow' in it && 'suggestion' in it).listening();

export const messages = new Records<Message>(
  'Message',
  (it) => 'reactions' in it && 'content' in it,
  (next, before) => {
    const status = laterStatus(next.status, before.status);
    return status === next.status ? next : { ...next, status };
  },
).listening().ledByEvents();

export const useConversation = (id: string | null | undefined): Conversation | undefined => useRecord(conversations, id);
export const useMessage = (id: string | null | undefined): Message | undefined => useRecord(messages, id);

/** Who wants to know of messages, of gaps and of the connection. */
interface Listener {
  message?: (conversation: Conversation, message: Message, isNew: boolean) => void;
  resync?: () => void;
  /** The server can be reached again. */
  reached?: () => void;
}

const listeners = new Set<Listener>();

export function onInbox(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function begin(): () => void {
  let isFirst = true;
  return follow(InboxEvents, {}, {
    event: ({ type, conversation, message }) => {
      if (conversation) conversations.put(conversation);
      if (message) messages.put(message);
      if (conversation && message) listeners.forEach((it) => it.message?.(conversation, message, type === 'MESSAGE_ADDED'));
    },
    resync: () => {
      // What was read before the first connection is as fresh as can be; the second call covers what came in between.
      if (!isFirst) invalidateAll();
      isFirst = false;
      listeners.forEach((it) => it.resync?.());
    },
  });
}

// What could not be read is read once the server can be reached again.
onLiveness(() => {
  if (livenessNow() !== 'LIVE') return;
  retryUnreachable();
  listeners.forEach((it) => it.reached?.());
});

/** Keeps everything live for as long as somebody is logged in: one stream for the whole panel. */
export function useLiveConversations(isOn: boolean): void {
  useEffect(() => (isOn ? begin() : undefined), [isOn]);
}

export function forgetConversations(): void {
  conversations.forget();
  messages.forget();
}

/** An instant that ticks, for what shows how long something lasts. */
let now = Date.now();
const clocks = new Set<() => void>();
setInterval(() => {
  now = Date.now();
  clocks.forEach((it) => it());
}, 20_000);

export function useNow(): number {
  return useSyncExternalStore(
    (listener) => {
      clocks.add(listener);
      return () => clocks.delete(listener);
    },
    () => now,
  );
}
