import { useCallback, useMemo, useRef, useState } from 'react';

/** The conversations that something is to be done to together. */
export interface Picked {
  ids: ReadonlySet<string>;
  /** Whether rows show that they can be picked. */
  isOn: boolean;
  toggle: (id: string) => void;
  /** The row that was pressed last, whether its conversation is open already or not: a range begins there. */
  press: (id: string) => void;
  /** From the last one that was pressed, or from `start`, to this one, as they stand in the list. */
  reach: (id: string, list: readonly string[], start: string | null) => void;
  set: (ids: readonly string[]) => void;
  begin: () => void;
  clear: () => void;
}

/** What lies between two rows, both of them included. */
export function between(list: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [list.indexOf(from ?? to), list.indexOf(to)];
  return a < 0 || b < 0 ? [to] : list.slice(Math.min(a, b), Math.max(a, b) + 1);
}

export function usePicked(): Picked {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [isOn, setOn] = useState(false);
  const anchor = useRef<string | null>(null);

  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setIds((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const press = useCallback((id: string) => {
    anchor.current = id;
  }, []);
  const reach = useCallback((id: string, list: readonly string[], start: string | null) => {
    const added = between(list, anchor.current ?? start, id);
    anchor.current ??= start ?? id;
    setIds((now) => new Set([...now, ...added]));
  }, []);
  const set = useCallback((next: readonly string[]) => setIds(new Set(next)), []);
  const begin = useCallback(() => setOn(true), []);
  const clear = useCallback(() => {
    anchor.current = null;
    setIds(new Set());
    setOn(false);
  }, []);
  return useMemo(() => ({ ids, isOn: isOn || ids.size > 0, toggle, press, reach, set, begin, clear }), [ids, isOn, toggle, press, reach, set, begin, clear]);
}
