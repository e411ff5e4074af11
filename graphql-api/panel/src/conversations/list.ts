import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type ConversationFilter, type ConversationOrder, Conversations } from '@generated';
import { ask } from '@/api/http';
import { type Conversation, conversations, onInbox } from './conversations';

const PAGE = 50;
const RANK = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];

export interface ListState {
  ids: readonly string[];
  hasMore: boolean;
  isLoading: boolean;
  /** Whether the first page has come. */
  isLoaded: boolean;
  problem: Error | null;
}

/** Whether a conversation is in a list; what the server alone can tell, it is asked. */
export function fits(conversation: Conversation, filter: ConversationFilter): boolean {
  return (
    (!filter.status || conversation.status === filter.status) &&
    (!filter.control || conversation.control === filter.control) &&
    (!filter.priority || conversation.priority === filter.priority) &&
    (!filter.channel || conversation.account.type === filter.channel) &&
    (!filter.account || conversation.account.id === filter.account) &&
    (!filter.assignee || conversation.assignee?.id === filter.assignee) &&
    (!filter.tag || conversation.tags.some((it) => it.id === filter.tag)) &&
    (!filter.customer || conversation.customer.id === filter.customer) &&
    (!filter.unreadOnly || conversation.unreadCount > 0)
  );
}

/** Whether a stands before b. */
export function isBefore(a: Conversation, b: Conversation, order: ConversationOrder): boolean {
  const [first, second] = order === 'LAST_ACTIVE_FIRST' ? [b, a] : [a, b];
  if (order === 'MOST_URGENT_FIRST' && a.priority !== b.priority) return RANK.indexOf(a.priority) > RANK.indexOf(b.priority);
  return first.lastActivityAt === second.lastActivityAt ? a.id < b.id : first.lastActivityAt < second.lastActivityAt;
}

/** One list of conversations, a page at a time, kept in its order by what happens. */
export class ConversationList {
  private state: ListState = { ids: [], hasMore: true, isLoading: false, isLoaded: false, problem: null };
  private cursor: string | null = null;
  private readonly listeners = new Set<() => void>();
  private unwatch: (() => void) | null = null;
  private generation = 0;
  private keptId: string | null = null;

  constructor(
    private readonly filter: ConversationFilter,
    private readonly order: ConversationOrder,
  ) {}

  get = (): ListState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.wake();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.sleep();
    };
  };

  /** The one that is open stays where it is, even when it no longer belongs here: nobody loses what they read. */
  keep(id: string | null): void {
    const before = this.keptId;
    this.keptId = id;
    const left = before ? conversations.get(before) : undefined;
    const isKnown = !this.filter.search && typeof this.filter.mentionsMe !== 'boolean';
    if (before && before !== id && left && isKnown && !this.belongs(left)) this.set({ ids: this.state.ids.filter((it) => it !== before) });
  }

  private wake(): void {
    const unwatch = conversations.watch((next, before) => this.place(next, before));
    const unlisten = onInbox({ resync: () => void this.refresh() });
    this.unwatch = () => {
      unwatch();
      unlisten();
    };
    void this.refresh();
  }

  private sleep(): void {
    this.unwatch?.();
    this.unwatch = null;
  }

  private set(change: Partial<ListState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((it) => it());
  }

  private belongs(conversation: Conversation): boolean {
    // What is searched for stands in the words of the thread: the server alone finds it.
    return !this.filter.search && fits(conversation, this.filter);
  }

  private place(next: Conversation, before: Conversation | undefined): void {
    if (!this.state.isLoaded) return;
    const { ids } = this.state;
    const at = ids.indexOf(next.id);
    if (this.filter.search) {
      if (at < 0 || before?.lastActivityAt === next.lastActivityAt) return;
    } else if (!fits(next, this.filter)) {
      if (at >= 0 && next.id !== this.keptId) this.set({ ids: ids.filter((it) => it !== next.id) });
      return;
    }
    if (at >= 0 && before && before.lastActivityAt === next.lastActivityAt && before.priority === next.priority) return;
    const others = at >= 0 ? ids.filter((it) => it !== next.id) : [...ids];
    let [low, high] = [0, others.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = conversations.get(others[middle]!);
      if (other && isBefore(other, next, this.order)) low = middle + 1;
      else high = middle;
    }
    // Beyond the last page that was read there may be others in between.
    if (low === others.length && this.state.hasMore && at < 0) return;
    others.splice(low, 0, next.id);
    this.set({ ids: others });
  }

  /** Reads the first page anew; what stands below stays until it is read again. */
  async refresh(): Promise<void> {
    await this.read(null);
  }

  async more(): Promise<void> {
    if (this.state.isLoading || !this.state.hasMore || !this.cursor) return;
    await this.read(this.cursor);
  }

  private async read(after: string | null): Promise<void> {
    const generation = ++this.generation;
    this.set({ isLoading: true });
    try {
      const { nodes, pageInfo } = await conversations.during(async () => {
        const answer = await ask(Conversations, { filter: this.filter, orderBy: this.order, first: PAGE, after });
        return answer.conversations;
      });
      if (generation !== this.generation) return;
      const read = nodes.map((it) => it.id);
      const kept = this.keptId && this.state.ids.includes(this.keptId) && !read.includes(this.keptId) && !after ? [this.keptId] : [];
      const ids = after ? [...this.state.ids.filter((it) => !read.includes(it)), ...read] : [...kept, ...read];
      this.cursor = pageInfo.endCursor;
      this.set({ ids, hasMore: pageInfo.hasNextPage, isLoading: false, isLoaded: true, problem: null });
    } catch (problem) {
      if (generation === this.generation) this.set({ isLoading: false, problem: problem as Error });
    }
  }
}

const lists = new Map<string, ConversationList>();
const MOST_LISTS = 12;

export function listOf(filter: ConversationFilter, order: ConversationOrder): ConversationList {
  const key = JSON.stringify([filter, order]);
  let list = lists.get(key);
  if (list) lists.delete(key);
  else list = new ConversationList(filter, order);
  lists.set(key, list);
  for (const old of [...lists.keys()].slice(0, Math.max(0, lists.size - MOST_LISTS))) lists.delete(old);
  return list;
}

/** A list as it is now. `open` is the conversation that is being read: it does not vanish from under its reader. */
export function useConversationList(filter: ConversationFilter, order: ConversationOrder, open: string | null = null): ListState & { more: () => Promise<void>; refresh: () => Promise<void> } {
  const key = JSON.stringify([filter, order]);
  const list = useMemo(() => {
    const [theFilter, theOrder] = JSON.parse(key) as [ConversationFilter, ConversationOrder];
    return listOf(theFilter, theOrder);
  }, [key]);
  const state = useSyncExternalStore(list.subscribe, list.get);
  useEffect(() => list.keep(open), [list, open]);
  return useMemo(() => ({ ...state, more: () => list.more(), refresh: () => list.refresh() }), [state, list]);
}
