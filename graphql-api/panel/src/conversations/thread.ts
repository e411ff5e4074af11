import { useMemo, useSyncExternalStore } from 'react';
import { Thread as ThreadQuery } from '@generated';
import { ask } from '@/api/http';
import { type Message, messages, onInbox } from './conversations';

const PAGE = 50;
const MOST_THREADS = 40;

export interface ThreadState {
  /** The ids of the messages in their order, without a gap between them. */
  ids: readonly string[];
  hasEarlier: boolean;
  isLoading: boolean;
  isLoaded: boolean;
  problem: Error | null;
}

/** The messages of one conversation, from the newest back as far as somebody has scrolled. */
export class Thread {
  private state: ThreadState = { ids: [], hasEarlier: false, isLoading: false, isLoaded: false, problem: null };
  private start: string | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly early: Message[] = [];

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
    if (!this.state.isLoaded) return;
    const known = new Set(this.state.ids);
    const fresh = added.filter((it) => !known.has(it.id));
    if (fresh.length === 0) return;
    const seq = (id: string): number => messages.get(id)?.seq ?? 0;
    const first = this.state.hasEarlier && this.state.ids[0] ? seq(this.state.ids[0]) : 0;
    const ids = [...this.state.ids, ...fresh.filter((it) => it.seq > first).map((it) => it.id)].sort((a, b) => seq(a) - seq(b));
    this.set({ ids });
  }

  /** Reads the newest messages anew; those before them stay when nothing lies between. */
  async refresh(): Promise<void> {
    if (this.state.isLoading) return;
    await this.read(null);
  }

  async earlier(): Promise<void> {
    if (this.state.isLoading || !this.state.hasEarlier || !this.start) return;
    await this.read(this.start);
  }

  private async read(before: string | null): Promise<void> {
    this.set({ isLoading: true });
    this.early.length = 0;
    try {
      const { conversation } = await messages.during(() => ask(ThreadQuery, { id: this.conversationId, last: PAGE, before }));
      const { nodes, pageInfo } = conversation.messages;
      const read = nodes.map((it) => it.id);
      const known = new Set(read);
      const rest = this.state.ids.filter((it) => !known.has(it));
      const firstRead = nodes[0]?.seq ?? 0;
      const lastKnown = messages.get(rest.at(-1) ?? '')?.seq ?? 0;
      const isTogether = before !== null || rest.length === 0 || lastKnown + 1 >= firstRead;
      const ids = before ? [...read, ...rest] : isTogether ? [...rest.filter((it) => (messages.get(it)?.seq ?? 0) < firstRead), ...read] : read;
      if (before || !isTogether || !this.state.isLoaded) {
        this.start = pageInfo.startCursor;
        this.set({ hasEarlier: pageInfo.hasPreviousPage });
      }
      this.set({ ids, isLoading: false, isLoaded: true, problem: null });
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
});

export function useThread(conversationId: string): ThreadState & { earlier: () => Promise<void>; refresh: () => Promise<void> } {
  const thread = useMemo(() => threadOf(conversationId), [conversationId]);
  const state = useSyncExternalStore(thread.subscribe, thread.get);
  return useMemo(() => ({ ...state, earlier: () => thread.earlier(), refresh: () => thread.refresh() }), [state, thread]);
}
