import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

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
export function useTypedSearch(): [search: string, typed: string, setTyped: (value: string) => void] {
  const [search, setSearch] = useCondition('search');
  const [typed, setTyped] = useState(search ?? '');
  useEffect(() => {
    if (typed.trim() === (search ?? '')) return undefined;
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- setting the condition is the same thing at every render
  }, [typed, search]);
  return [search ?? '', typed, setTyped];
}
