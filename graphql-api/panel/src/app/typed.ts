import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { usePaused } from '@/kit/usePaused';

const PAUSE_MS = 250;

/** One condition of a list, which stands in the address. */
export function useCondition(name: string): [value: string | null, set: (value: string | null) => void] {
  const [conditions, setConditions] = useSearchParams();
  const set = (value: string | null) =>
    setConditions(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return [conditions.get(name), set];
}

/** What is typed into a search box: it stands in the address as soon as the hand rests. */
export function useTypedSearch(name = 'search'): [search: string, typed: string, setTyped: (value: string) => void] {
  const [condition, setSearch] = useCondition(name);
  const search = condition ?? '';
  const [typed, setTyped] = useState(search);
  const paused = usePaused(typed.trim(), PAUSE_MS);
  const own = useRef(search);
  useEffect(() => {
    // By Back, or by a link: what is typed meanwhile is not overwritten by what was typed before.
    if (search === own.current) return;
    own.current = search;
    setTyped(search);
  }, [search]);
  useEffect(() => {
    if (paused === own.current) return;
    own.current = paused;
    setSearch(paused);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- setting the condition is the same thing at every render
  }, [paused]);
  return [search, typed, setTyped];
}
