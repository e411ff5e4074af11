import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { NODE_TYPES } from '@generated';
import { LoginNeeded, Refused, Unreachable, ask, onAnswer } from './http';
import type { Mutation, Query } from './operation';
import { whileEventsLead } from './records';

/** What is known of the answer to a query. */
export interface Known<Data> {
  data: Data | undefined;
  /** Why the last try failed; what was known before stays. */
  error: Error | undefined;
  isLoading: boolean;
}

interface Entry {
  query: Query<unknown, unknown>;
  variables: unknown;
  known: Known<unknown>;
  types: Set<string>;
  isStale: boolean;
  listeners: Set<() => void>;
  running: Promise<void> | null;
  usedAt: number;
}

const NOTHING: Known<never> = { data: undefined, error: undefined, isLoading: false };
const MOST_UNUSED = 60;

const entries = new Map<string, Entry>();

const keyOf = (query: Query<unknown, unknown>, variables: unknown): string => `${query.name} ${JSON.stringify(variables ?? {})}`;

/** What an empty list would hold is not said: any change may have filled it. */
const ANYTHING = '*';

function typesIn(value: unknown, found: Set<string> = new Set(), isList = true, isRoot = isList): Set<string> {
  if (Array.isArray(value)) {
    if (value.length === 0 && isList) found.add(ANYTHING);
    for (const it of value) typesIn(it, found, false, false);
  } else if (value !== null && typeof value === 'object') {
    const type = (value as { __typename?: string }).__typename;
    if (type !== undefined && NODE_TYPES.has(type)) found.add(type);
    // What a field of an object lists, such as tags, changes with the object; a page of a connection, or a list asked for by itself, does not.
    for (const [name, it] of Object.entries(value)) typesIn(it, found, name === 'nodes' || isRoot, false);
  }
  return found;
}

function set(entry: Entry, change: Partial<Known<unknown>>): void {
  entry.known = { ...entry.known, ...change };
  entry.listeners.forEach((it) => it());
}

function fetchEntry(entry: Entry): Promise<void> {
  entry.isStale = false;
  entry.running ??= (async () => {
    set(entry, { isLoading: true });
    try {
      const data = await ask(entry.query, entry.variables);
      entry.types = typesIn(data);
      set(entry, { data, error: undefined, isLoading: false });
    } catch (problem) {
      // Read again as soon as the server is back.
      if (problem instanceof Unreachable) entry.isStale = true;
      set(entry, { error: problem as Error, isLoading: false });
    } finally {
      entry.running = null;
    }
    if (entry.isStale && entry.listeners.size > 0 && !entry.known.error) await fetchEntry(entry);
  })();
  return entry.running;
}

function entryOf(query: Query<unknown, unknown>, variables: unknown): Entry {
  const key = keyOf(query, variables);
  let entry = entries.get(key);
  if (!entry) {
    entry = { query, variables, known: NOTHING, types: new Set(), isStale: true, listeners: new Set(), running: null, usedAt: 0 };
    entries.set(key, entry);
    forgetUnused();
  }
  entry.usedAt = performance.now();
  return entry;
}

function forgetUnused(): void {
  const unused = [...entries].filter(([, it]) => it.listeners.size === 0 && !it.running).sort(([, a], [, b]) => a.usedAt - b.usedAt);
  for (const [key] of unused.slice(0, Math.max(0, unused.length - MOST_UNUSED))) entries.delete(key);
}

function stale(entry: Entry): void {
  entry.isStale = true;
  if (entry.listeners.size > 0 && !entry.running) void fetchEntry(entry);
}

/** Reads anew whatever holds objects of these types; what nobody looks at, once somebody does. */
export function invalidate(types: Iterable<string>): void {
  const changed = new Set(types);
  for (const entry of entries.values()) {
    if ([...entry.types].some((it) => it === ANYTHING || changed.has(it))) stale(entry);
  }
}

/** Reads everything anew: the server forgot what happened since. */
export function invalidateAll(): void {
  entries.forEach(stale);
}

/** Reads anew what failed for want of a connection. */
export function retryUnreachable(): void {
  for (const entry of entries.values()) {
    if (entry.known.error instanceof Unreachable) stale(entry);
  }
}

export function forgetAll(): void {
  entries.clear();
}

onAnswer((data, kind) => {
  if (kind !== 'mutation') return;
  const changed = typesIn(data);
  // Empty lists of errors are in every payload.
  changed.delete(ANYTHING);
  if (changed.size > 0) invalidate(changed);
});

/** Changes what is known of an answer before the server says so; returns how to take that back. */
export function foresee<Data, Variables>(query: Query<Data, Variables>, variables: Variables, change: (data: Data) => Data): () => void {
  const entry = entries.get(keyOf(query, variables));
  const before = entry?.known.data;
  if (!entry || before === undefined) return () => {};
  set(entry, { data: change(before as Data) });
  return () => set(entry, { data: before });
}

/**
 * The answer to a query, from what is known at once and then as the server has it. `null` variables ask nothing (yet).
 * It is read anew after every mutation whose payload names a type that it holds.
 */
export function useQuery<Data, Variables>(query: Query<Data, Variables>, variables: Variables | null): Known<Data> & { reload: () => void } {
  const key = variables === null ? null : keyOf(query, variables);
  const latest = useRef(variables);
  useEffect(() => {
    latest.current = variables;
  });
  const entry = key === null ? null : entryOf(query, variables);

  const subscribe = useCallback(
    (listener: () => void) => {
      if (key === null) return () => {};
      const it = entryOf(query, latest.current ?? JSON.parse(key.slice(key.indexOf(' ') + 1)));
      it.listeners.add(listener);
      if (it.isStale && !it.running) void fetchEntry(it);
      return () => it.listeners.delete(listener);
    },
    [key, query],
  );
  const known = useSyncExternalStore(subscribe, () => (entry ? entry.known : NOTHING)) as Known<Data>;
  const reload = useCallback(() => {
    const it = key === null ? undefined : entries.get(key);
    if (it) void fetchEntry(it);
  }, [key]);
  const isFirst = key !== null && known.data === undefined && known.error === undefined;
  return { ...known, isLoading: known.isLoading || isFirst, reload };
}

/**
 * The answer to the last of several questions that follow each other as fast as somebody types: one that is overtaken is given
 * up, and what was answered before stays until the next answer. `null` variables ask nothing.
 */
export function useLatest<Data, Variables>(query: Query<Data, Variables>, variables: Variables | null): Pick<Known<Data>, 'data' | 'isLoading'> {
  const key = variables === null ? null : JSON.stringify(variables);
  const [answered, setAnswered] = useState<{ key: string | null; data: Data | undefined }>({ key: null, data: undefined });
  useEffect(() => {
    if (key === null) {
      setAnswered({ key, data: undefined });
      return undefined;
    }
    const overtaken = new AbortController();
    ask(query, JSON.parse(key) as Variables, overtaken.signal)
      .then((data) => data, () => undefined)
      .then((data) => {
        if (!overtaken.signal.aborted) setAnswered({ key, data });
      });
    return () => overtaken.abort();
  }, [key, query]);
  return { data: key === null ? undefined : answered.data, isLoading: key !== answered.key };
}

/** What is wrong with an input, in words for whoever filled it in. */
export interface Wrong {
  path: string[];
  code: string;
  message: string;
}

/** The result of a mutation: its payload, or what is wrong. */
export type Done<Payload> = { ok: true; payload: Payload } | { ok: false; wrong: Wrong[]; problem: Error | null };

/** Runs a mutation of one payload; never throws: what is wrong with the input and what went wrong on the way both come back. */
export async function change<Data extends object, Variables>(mutation: Mutation<Data, Variables>, variables: Variables): Promise<Done<Exclude<Data[keyof Data], undefined>>> {
  try {
    const data = await whileEventsLead(() => ask(mutation, variables));
    const payload = Object.values(data).find((it) => it !== null && typeof it === 'object') as Exclude<Data[keyof Data], undefined> & { userErrors?: Wrong[] };
    const wrong = payload?.userErrors ?? [];
    return wrong.length > 0 ? { ok: false, wrong, problem: null } : { ok: true, payload };
  } catch (problem) {
    return { ok: false, wrong: [], problem: problem as Error };
  }
}

/** {@link change} for a form: says whether it is under way and what was wrong the last time. */
export function useMutation<Data extends object, Variables>(mutation: Mutation<Data, Variables>) {
  const [state, setState] = useState<{ isBusy: boolean; wrong: Wrong[]; problem: Error | null }>({ isBusy: false, wrong: [], problem: null });
  const run = useCallback(
    async (variables: Variables) => {
      setState({ isBusy: true, wrong: [], problem: null });
      const done = await change(mutation, variables);
      setState(done.ok ? { isBusy: false, wrong: [], problem: null } : { isBusy: false, wrong: done.wrong, problem: done.problem });
      return done;
    },
    [mutation],
  );
  /** What is wrong with one field of the input. */
  const wrongWith = (field: string): string | undefined => state.wrong.find((it) => it.path[0] === field || it.path[1] === field)?.message;
  return { run, wrongWith, ...state };
}

export { LoginNeeded, Refused, Unreachable };
