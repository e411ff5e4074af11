import { useSyncExternalStore } from 'react';

interface Settings {
  hasSound: boolean;
  hasDesktop: boolean;
  /** Whether somebody still wants to be shown what a new shop does first. */
  hasFirstSteps: boolean;
}

const STORED = 'isac.settings';
const DEFAULTS: Settings = { hasSound: true, hasDesktop: false, hasFirstSteps: true };

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
