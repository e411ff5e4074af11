import { useSyncExternalStore } from 'react';
import type { ViewName } from '@/conversations/views';

interface Settings {
  hasSound: boolean;
  hasDesktop: boolean;
  /** Whether somebody still wants to be shown what a new shop does first. */
  hasFirstSteps: boolean;
  /** The views whose new messages are told. */
  toldViews: readonly ViewName[];
}

const STORED = 'isac.settings';
const DEFAULTS: Settings = { hasSound: true, hasDesktop: false, hasFirstSteps: true, toldViews: ['mine'] };

function read(): Settings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Settings>) };
  } catch {
    return DEFAULTS;
  }
}

let settings = read();
const listeners = new Set<() => void>();

export const settingsNow = (): Settings => settings;

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
