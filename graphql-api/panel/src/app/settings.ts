import { useSyncExternalStore } from 'react';
import type { ViewName } from '@/conversations/views';

/** The news that somebody may not want to hear: what comes for them, and what is wrong with the shop's channels. */
export const NEWS_KINDS = ['HANDED_OVER', 'ASSIGNED', 'MENTIONED', 'RETURNED', 'FOLLOW_UP_DUE', 'CHANNELS'] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

interface Settings {
  hasSound: boolean;
  hasDesktop: boolean;
  /** Whether somebody still wants to be shown what a new shop does first. */
  hasFirstSteps: boolean;
  /** Whether they take on conversations now; who logs out comes back present. */
  isPresent: boolean;
  /** The views whose new messages are told. */
  toldViews: readonly ViewName[];
  /** The news that are not told. */
  mutedNews: readonly NewsKind[];
}

const STORED = 'isac.settings';
const DEFAULTS: Settings = { hasSound: true, hasDesktop: false, hasFirstSteps: true, isPresent: true, toldViews: ['mine'], mutedNews: [] };

function read(): Settings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Settings>) };
  } catch {
    return DEFAULTS;
  }
}

let settings = read();
const listeners = new Set<() => void>();

// What is set in one tab holds in all.
window.addEventListener('storage', ({ key }) => {
  if (key !== STORED) return;
  settings = read();
  listeners.forEach((it) => it());
});

export const settingsNow = (): Settings => settings;

/** The list with it, or without it when it was there. */
export const toggled = <T,>(list: readonly T[], it: T): readonly T[] => (list.includes(it) ? list.filter((one) => one !== it) : [...list, it]);

export function setSettings(change: Partial<Settings>): void {
  settings = { ...settings, ...change };
  localStorage.setItem(STORED, JSON.stringify(settings));
  listeners.forEach((it) => it());
}

export function useSettings(): Settings {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settingsNow,
  );
}
