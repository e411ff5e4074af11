import { useEffect, useState } from 'react';

/** Shorter than anybody waits, longer than from one letter to the next. */
const PAUSE_MS = 120;

/** What was typed, as soon as the hand rests: nothing is asked for at every letter. */
export function usePaused(typed: string, pauseMs = PAUSE_MS): string {
  const [paused, setPaused] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, pauseMs]);
  return paused;
}
