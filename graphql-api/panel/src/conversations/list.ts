import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type ConversationFilter, type ConversationOrder, Conversations, type ConversationsQuery } from '@generated';
import { ask } from '@/api/http';
import { useMe } from '@/app/session';
import { type Conversation, conversations, onInbox } from './conversations';

const PAGE = 50;

type Page = ConversationsQuery['conversations'];
const RANK = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];

export interface ListState {
  ids: readonly string[];
  hasMore: boolean;
  isLoading: boolean;
  /** Whether the first page has come. */
  isLoaded: boolean;
  problem: Error | null;
}

/** Whether a conversation is in a list of whoever looks; what the server alone can tell is left to it. */
export function fits(conversation: Conversation, filter: ConversationFilter, me: string | null = null): boolean {
  const holds = (wanted: boolean | null | undefined, is: () => boolean): boolean => wanted === null || wanted === undefined || wanted === is();
  return (
    (!filter.status || conversation.status === filter.status) &&
    (!filter.control || conversation.control === filter.control) &&
    (!filter.priority || conversation.priority === filter.priority) &&
    (!filter.channel || conversation.account.type === filter.channel) &&
    (!filter.account || conversation.account.id === filter.account) &&
    (!filter.assignee || conversation.assignee?.id === filter.assignee) &&
    (!filter.tag || conversation.tags.some((it) => it.id === filter.tag)) &&
    (!filter.customer || conversation.customer.id === filter.customer) &&
    (!filter.unreadOnly || conversation.unreadCount > 0) &&
    holds(filter.mine, () => me !== null && conversation.assignee?.id === me) &&
    holds(filter.unassigned, () => conversation.assignee === null) &&
    holds(filter.snoozed, () => conversation.snoozedUntil !== null) &&
    holds(filter.hasMyDraft, () => conversation.drafts.some((it) => it.advisor.id === me))
  );
}

/** What is searched for stands in the words of the thread, and so do mentions: what is not in the list yet, only the server knows. */
const isServersToTell = (filter: ConversationFilter): boolean => Boolean(filter.search) || typeof filter.mentionsMe === 'boolean';

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
  /** What changed while a page was on its way. */
  private readonly meanwhile = new Set<string>();
  private keptId: string | null = null;

  constructor(
    private readonly filter: ConversationFilter,
    private readonly order: ConversationOrder,
    private readonly me: string | null,
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
    const unlisten = onInbox({
      resync: () => void this.refresh(),
      reached: () => this.state.problem && void this.refresh(),
      message: (_, message) => {
        if (typeof this.filter.mentionsMe === 'boolean' && message.note?.mentions.some((it) => it.id === this.me)) void this.refresh();
      },
    });
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
    return !isServersToTell(this.filter) && fits(conversation, this.filter, this.me);
  }

  private place(next: Conversation, before: Conversation | undefined): void {
    if (this.state.isLoading) this.meanwhile.add(next.id);
    if (!this.state.isLoaded) return;
    const { ids } = this.state;
    const at = ids.indexOf(next.id);
    if (isServersToTell(this.filter)) {
      if (at < 0 || before?.lastActivityAt === next.lastActivityAt) return;
    } else if (!fits(next, this.filter, this.me)) {
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

  /** Reads anew from the beginning until it comes to what has not changed; what stands below that stays. */
  async refresh(): Promise<void> {
    const before = new Map(this.state.ids.map((id) => [id, conversations.get(id)?.lastActivityAt]));
    const hadMore = this.state.hasMore;
    const reach = this.cursor;
    await this.reading(async (isCurrent) => {
      const read: string[] = [];
      let page: Page | null = null;
      do {
        page = await this.page(page?.pageInfo.endCursor ?? null);
        if (!isCurrent()) return;
        read.push(...page.nodes.map((it) => it.id).filter((it) => !read.includes(it)));
      } while (page.pageInfo.hasNextPage && read.length < before.size && page.nodes.some((it) => before.get(it.id) !== it.lastActivityAt));
      const below = page.pageInfo.hasNextPage ? this.state.ids.slice(this.state.ids.indexOf(read.at(-1) ?? '') + 1).filter((it) => before.has(it) && !read.includes(it)) : [];
      const isLonger = below.length > 0 && before.has(read.at(-1) ?? '');
      const kept = this.keptId && this.state.ids.includes(this.keptId) && !read.includes(this.keptId) ? [this.keptId] : [];
      this.cursor = isLonger ? reach : page.pageInfo.endCursor;
      this.set({ ids: [...kept, ...read, ...(isLonger ? below.filter((it) => it !== this.keptId) : [])], hasMore: isLonger ? hadMore : page.pageInfo.hasNextPage });
    });
  }

  async more(): Promise<void> {
    if (this.state.isLoading || !this.state.hasMore || !this.cursor) return;
    await this.reading(async (isCurrent) => {
      const { nodes, pageInfo } = await this.page(this.cursor);
      if (!isCurrent()) return;
      const read = nodes.map((it) => it.id);
      this.cursor = pageInfo.endCursor;
      this.set({ ids: [...this.state.ids.filter((it) => !read.includes(it)), ...read], hasMore: pageInfo.hasNextPage });
    });
  }

  /** Reads on until there are so many, or no more. */
  async upTo(count: number): Promise<readonly string[]> {
    while (this.state.ids.length < count && this.state.hasMore && !this.state.problem) {
      const had = this.state.ids.length;
      await this.more();
      if (this.state.ids.length === had) break;
    }
    return this.state.ids;
  }

  private page(after: string | null): Promise<Page> {
    return conversations.during(async () => (await ask(Conversations, { filter: this.filter, orderBy: this.order, first: PAGE, after })).conversations);
  }

  /** One reading at a time counts: the last one that began. */
  private async reading(read: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const generation = ++this.generation;
    const isCurrent = (): boolean => generation === this.generation;
    this.meanwhile.clear();
    this.set({ isLoading: true });
    try {
      await read(isCurrent);
      if (!isCurrent()) return;
      this.set({ isLoading: false, isLoaded: true, problem: null });
      for (const id of this.meanwhile) {
        const changed = conversations.get(id);
        if (changed) this.place(changed, undefined);
      }
    } catch (problem) {
      if (isCurrent()) this.set({ isLoading: false, problem: problem as Error });
    }
  }
}

const lists = new Map<string, ConversationList>();
const MOST_LISTS = 12;

export function listOf(filter: ConversationFilter, order: ConversationOrder, me: string | null): ConversationList {
  const key = JSON.stringify([filter, order, me]);
  let list = lists.get(key);
  if (list) lists.delete(key);
  else list = new ConversationList(filter, order, me);
  lists.set(key, list);
  for (const old of [...lists.keys()].slice(0, Math.max(0, lists.size - MOST_LISTS))) lists.delete(old);
  return list;
}

export interface OpenList extends ListState {
  more: () => Promise<void>;
  refresh: () => Promise<void>;
  upTo: (count: number) => Promise<readonly string[]>;
}

/** A list as it is now. `open` is the conversation that is being read: it does not vanish from under its reader. */
export function useConversationList(filter: ConversationFilter, order: ConversationOrder, open: string | null = null): OpenList {
  const me = useMe().advisor?.id ?? null;
  const key = JSON.stringify([filter, order]);
  const list = useMemo(() => {
    const [theFilter, theOrder] = JSON.parse(key) as [ConversationFilter, ConversationOrder];
    return listOf(theFilter, theOrder, me);
  }, [key, me]);
  const state = useSyncExternalStore(list.subscribe, list.get);
  useEffect(() => list.keep(open), [list, open]);
  return useMemo(() => ({ ...state, more: () => list.more(), refresh: () => list.refresh(), upTo: (count: number) => list.upTo(count) }), [state, list]);
}
