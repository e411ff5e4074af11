import { useMemo, useSyncExternalStore } from 'react';
import { Thread as ThreadQuery } from '@generated';
import { ask } from '@/api/http';
import { type Message, conversations, messages, onInbox } from './conversations';

/** A page of a thread; a cursor of it is a message's number. */
const PAGE = 50;
const MOST_KEPT = 400;
const MOST_THREADS = 40;

export interface ThreadState {
  /** The ids of the messages in their order, without a gap between them. */
  ids: readonly string[];
  hasEarlier: boolean;
  /** Whether the newest are further down: somebody reads what was said long ago. */
  hasLater: boolean;
  isLoading: boolean;
  isLoaded: boolean;
  problem: Error | null;
}

type Range = { last: number; before: string | null } | { first: number; after: string };

/** What becomes of a thread with what was read. */
type Placing = (read: string[], page: { hasPreviousPage: boolean; hasNextPage: boolean }) => Partial<ThreadState>;

const seqOf = (id: string | undefined): number => messages.get(id ?? '')?.seq ?? 0;

/**
 * A stretch of the messages of one conversation: from the newest back as far as somebody has scrolled, or around one that they
 * looked for. However long the thread is, no more of it is kept here than anybody sees.
 */
export class Thread {
  private state: ThreadState = { ids: [], hasEarlier: false, hasLater: false, isLoading: false, isLoaded: false, problem: null };
  private readonly listeners = new Set<() => void>();
  private readonly early: Message[] = [];
  private underWay: Promise<void> = Promise.resolve();

  constructor(readonly conversationId: string) {}

  get = (): ThreadState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) void this.refresh();
    return () => this.listeners.delete(listener);
  };

  get isWatched(): boolean {
    return this.listeners.size > 0;
  }

  private set(change: Partial<ThreadState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((it) => it());
  }

  add(added: readonly Message[]): void {
    if (this.state.isLoading) this.early.push(...added);
    // Between a stretch of long ago and what is said now there is a gap: it is read once somebody gets there.
    if (!this.state.isLoaded || this.state.hasLater) return;
    const known = new Set(this.state.ids);
    const fresh = added.filter((it) => !known.has(it.id));
    if (fresh.length === 0) return;
    const first = this.state.hasEarlier ? seqOf(this.state.ids[0]) : 0;
    const ids = [...this.state.ids, ...fresh.filter((it) => it.seq > first).map((it) => it.id)].sort((a, b) => seqOf(a) - seqOf(b));
    this.set({ ids });
  }

  /** Reads the newest messages anew; those before them stay when nothing lies between. What is on its way may be older than the wish. */
  async refresh(): Promise<void> {
    await this.underWay;
    if (this.state.hasLater) return;
    await this.read({ last: PAGE, before: null }, (read, page) => {
      const known = new Set(read);
      const rest = this.state.ids.filter((it) => !known.has(it) && seqOf(it) < seqOf(read[0]));
      const isTogether = rest.length > 0 && seqOf(rest.at(-1)) + 1 >= seqOf(read[0]);
      return isTogether ? { ids: [...rest, ...read] } : { ids: read, hasEarlier: page.hasPreviousPage };
    });
  }

  async earlier(): Promise<void> {
    const { ids, hasEarlier } = this.state;
    if (!hasEarlier || !ids[0]) return;
    await this.read({ last: PAGE, before: String(seqOf(ids[0])) }, (read, page) => {
      const all = [...read, ...this.state.ids];
      return { ids: all.slice(0, MOST_KEPT), hasEarlier: page.hasPreviousPage, hasLater: this.state.hasLater || all.length > MOST_KEPT };
    });
  }

  async later(): Promise<void> {
    const { ids, hasLater } = this.state;
    if (!hasLater) return;
    await this.read({ first: PAGE, after: String(seqOf(ids.at(-1))) }, (read, page) => {
      const all = [...this.state.ids, ...read];
      return { ids: all.slice(-MOST_KEPT), hasEarlier: this.state.hasEarlier || all.length > MOST_KEPT, hasLater: page.hasNextPage };
    });
  }

  /** Goes to the message with this number, with what was said before and after it. */
  async around(seq: number): Promise<void> {
    const { ids } = this.state;
    if (seqOf(ids[0]) <= seq && seq <= seqOf(ids.at(-1))) return;
    await this.read({ last: PAGE, before: String(seq + PAGE / 2) }, (read, page) => ({ ids: read, hasEarlier: page.hasPreviousPage, hasLater: page.hasNextPage }));
  }

  /** Back to what is said now, also from where something else is still on its way. */
  async latest(): Promise<void> {
    await this.underWay;
    if (!this.state.hasLater) return;
    await this.read({ last: PAGE, before: null }, (read, page) => ({ ids: read, hasEarlier: page.hasPreviousPage, hasLater: false }));
  }

  private read(range: Range, place: Placing): Promise<void> {
    if (!this.state.isLoading) this.underWay = this.fetch(range, place);
    return this.underWay;
  }

  private async fetch(range: Range, place: Placing): Promise<void> {
    this.set({ isLoading: true });
    this.early.length = 0;
    try {
      // The conversation stands in the answer too: neither goes back to what it was before the news that came meanwhile.
      const { conversation } = await conversations.during(() => messages.during(() => ask(ThreadQuery, { id: this.conversationId, ...range })));
      const { nodes, pageInfo } = conversation.messages;
      this.set({ ...place(nodes.map((it) => it.id), pageInfo), isLoading: false, isLoaded: true, problem: null });
      this.add(this.early.splice(0));
    } catch (problem) {
      this.set({ isLoading: false, problem: problem as Error });
    }
  }
}

const threads = new Map<string, Thread>();

export function threadOf(conversationId: string): Thread {
  let thread = threads.get(conversationId);
  if (thread) threads.delete(conversationId);
  else thread = new Thread(conversationId);
  threads.set(conversationId, thread);
  for (const [id, old] of [...threads].slice(0, Math.max(0, threads.size - MOST_THREADS))) if (!old.isWatched) threads.delete(id);
  return thread;
}

onInbox({
  message: (conversation, message) => threads.get(conversation.id)?.add([message]),
  resync: () => threads.forEach((it, id) => (it.isWatched ? void it.refresh() : threads.delete(id))),
  reached: () => threads.forEach((it) => it.isWatched && it.get().problem && void it.refresh()),
});

export interface OpenThread extends ThreadState {
  earlier: () => Promise<void>;
  later: () => Promise<void>;
  around: (seq: number) => Promise<void>;
  latest: () => Promise<void>;
  refresh: () => Promise<void>;
}

export function useThread(conversationId: string): OpenThread {
  const thread = useMemo(() => threadOf(conversationId), [conversationId]);
  const state = useSyncExternalStore(thread.subscribe, thread.get);
  // These stay the same as long as the thread does: whatever is drawn of it need not be drawn anew for them.
  const reading = useMemo(() => ({ earlier: () => thread.earlier(), later: () => thread.later(), around: (seq: number) => thread.around(seq), latest: () => thread.latest(), refresh: () => thread.refresh() }), [thread]);
  return useMemo(() => ({ ...state, ...reading }), [state, reading]);
}

/** Keeps a thread read, and tells why it could not be. */
export function useThreadProblem(conversationId: string): Error | null {
  const thread = useMemo(() => threadOf(conversationId), [conversationId]);
  return useSyncExternalStore(thread.subscribe, () => thread.get().problem);
}
