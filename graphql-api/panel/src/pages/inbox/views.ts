import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ConversationFilter, ConversationOrder } from '@generated';
import { VIEWS, VIEW_NAMES, type ViewName } from '@/conversations/views';

export const ORDERS = ['LAST_ACTIVE_FIRST', 'LONGEST_QUIET_FIRST', 'MOST_URGENT_FIRST'] as const satisfies readonly ConversationOrder[];

const TEXT_KEYS = ['status', 'control', 'priority', 'channel', 'account', 'assignee', 'tag', 'customer'] as const;
const FLAG_KEYS = ['unreadOnly', 'mine', 'unassigned', 'snoozed', 'mentionsMe', 'hasMyDraft'] as const;

export interface ListAddress {
  view: ViewName;
  /** What is asked of the server: the view with what was added to it. */
  filter: ConversationFilter;
  /** What was added to the view. */
  added: ConversationFilter;
  order: ConversationOrder;
}

/** The list is its address: whoever opens it sees the same. */
export function readAddress(params: URLSearchParams): ListAddress {
  const view = VIEW_NAMES.find((it) => it === params.get('view')) ?? 'all';
  const added: Record<string, unknown> = {};
  for (const key of TEXT_KEYS) if (params.get(key)) added[key] = params.get(key);
  for (const key of FLAG_KEYS) if (params.has(key)) added[key] = params.get(key) !== 'no';
  const search = params.get('q')?.trim();
  if (search) added.search = search;
  const order = ORDERS.find((it) => it === params.get('order')) ?? 'LAST_ACTIVE_FIRST';
  const isSearching = search && view === 'all';
  return { view, added, filter: { ...(isSearching ? {} : VIEWS[view]), ...added }, order };
}

/** The address of a list with these conditions. */
export function addressOf(view: ViewName, filter: Readonly<Record<string, unknown>>, order: string): string {
  const params = new URLSearchParams();
  if (view !== 'all') params.set('view', view);
  for (const key of TEXT_KEYS) if (filter[key]) params.set(key, String(filter[key]));
  for (const key of FLAG_KEYS) if (filter[key] !== null && filter[key] !== undefined) params.set(key, filter[key] ? 'yes' : 'no');
  if (filter.search) params.set('q', String(filter.search));
  if (order !== 'LAST_ACTIVE_FIRST') params.set('order', order);
  return params.toString();
}

export function useListAddress(): ListAddress {
  const [params] = useSearchParams();
  const key = params.toString();
  return useMemo(() => readAddress(new URLSearchParams(key)), [key]);
}
