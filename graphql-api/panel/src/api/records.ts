import { useCallback, useSyncExternalStore } from 'react';
import { onAnswer } from './http';

/** Anything that is known by its global id. */
export interface Identified {
  __typename: string;
  id: string;
}

const led = new Set<{ during: <T>(reading: () => Promise<T>) => Promise<T> }>();

/** Waits for the answer to a change; what events have told meanwhile of its outcome is not undone by it. */
export function whileEventsLead<T>(change: () => Promise<T>): Promise<T> {
  return [...led].reduce<() => Promise<T>>((next, records) => () => records.during(next), change)();
}

/**
 * What is known of the objects that change all day, each in one place by its id: answers and events both land here, so that a
 * row, a card and a thread never disagree. An object counts only when it was read whole, as its kind says.
 */
export class Records<R extends Identified> {
  private readonly known = new Map<string, R>();
  private readonly seen = new Map<string, R>();
  private readonly expected = new Map<string, { change: Partial<R> }[]>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly watchers = new Set<(record: R, before: R | undefined) => void>();
  private readonly replays = new Set<R[]>();

  /**
   * @param type the GraphQL type
   * @param isWhole whether an object has all that a record of this kind has
   * @param reconcile what to keep of the one that was known, such as a tick that must not be lost
   */
  constructor(
    readonly type: string,
    private readonly isWhole: (object: object) => boolean,
    private readonly reconcile: (next: R, before: R) => R = (next) => next,
  ) {}

  get(id: string): R | undefined {
    return this.seen.get(id);
  }

  all(): Iterable<R> {
    return this.seen.values();
  }

  put(record: R): void {
    this.replays.forEach((it) => it.push(record));
    this.store(record);
  }

  private store(record: R): void {
    const before = this.known.get(record.id);
    this.known.set(record.id, before ? this.reconcile(record, before) : record);
    this.show(record.id);
  }

  /** Takes whatever whole record stands anywhere in an answer. */
  absorb(value: unknown): void {
    if (Array.isArray(value)) {
      for (const it of value) this.absorb(it);
    } else if (value !== null && typeof value === 'object') {
      for (const it of Object.values(value)) if (typeof it === 'object') this.absorb(it);
      if ((value as { __typename?: string }).__typename === this.type && this.isWhole(value)) this.store(value as R);
    }
  }

  /** Shows a change before the server has said so; the function that comes back ends that, whatever became of it. */
  expect(id: string, change: Partial<R>): () => void {
    const expectation = { change };
    this.expected.set(id, [...(this.expected.get(id) ?? []), expectation]);
    this.show(id);
    return () => {
      const left = (this.expected.get(id) ?? []).filter((it) => it !== expectation);
      if (left.length > 0) this.expected.set(id, left);
      else this.expected.delete(id);
      this.show(id);
    };
  }

  /** An answer that was under way may be older than events that came meanwhile: these count again after it. */
  async during<T>(reading: () => Promise<T>): Promise<T> {
    const meanwhile: R[] = [];
    this.replays.add(meanwhile);
    try {
      return await reading();
    } finally {
      this.replays.delete(meanwhile);
      meanwhile.forEach((it) => this.store(it));
    }
  }

  private show(id: string): void {
    const known = this.known.get(id);
    if (!known) return;
    const before = this.seen.get(id);
    const next = (this.expected.get(id) ?? []).reduce<R>((record, it) => ({ ...record, ...it.change }), known);
    this.seen.set(id, next);
    this.listeners.get(id)?.forEach((it) => it());
    this.watchers.forEach((it) => it(next, before));
  }

  onRecord(id: string, listener: () => void): () => void {
    const its = this.listeners.get(id) ?? new Set();
    this.listeners.set(id, its.add(listener));
    return () => {
      its.delete(listener);
      if (its.size === 0) this.listeners.delete(id);
    };
  }

  /** Tells of every record that changes. */
  watch(watcher: (record: R, before: R | undefined) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  forget(): void {
    this.known.clear();
    this.seen.clear();
    this.expected.clear();
  }

  /** Says that events tell of every change of these: the answer to a change may be older than what they told. */
  ledByEvents(): this {
    led.add(this);
    return this;
  }

  /** Lets every answer of the server be searched for records of this kind. */
  listening(): this {
    onAnswer((data) => this.absorb(data));
    return this;
  }
}

/** A record as it is now; undefined while it is not known. */
export function useRecord<R extends Identified>(records: Records<R>, id: string | null | undefined): R | undefined {
  const subscribe = useCallback((listener: () => void) => (id ? records.onRecord(id, listener) : () => {}), [records, id]);
  return useSyncExternalStore(subscribe, () => (id ? records.get(id) : undefined));
}
