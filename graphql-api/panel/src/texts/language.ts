import { useSyncExternalStore } from 'react';

export const LANGUAGES = ['es', 'en', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { es: 'Español', en: 'English', pt: 'Português' };

/** The locale that numbers and dates are written in. */
const LOCALES: Record<Language, string> = { es: 'es-AR', en: 'en-US', pt: 'pt-BR' };
const STORED = 'isac.language';

const listeners = new Set<() => void>();
let language: Language = stored();

function stored(): Language {
  const chosen = localStorage.getItem(STORED);
  return LANGUAGES.find((it) => it === chosen) ?? 'es';
}

function apply(): void {
  document.documentElement.lang = LOCALES[language];
}

export const languageNow = (): Language => language;
export const localeNow = (): string => LOCALES[language];

export function setLanguage(next: Language): void {
  localStorage.setItem(STORED, next);
  language = next;
  apply();
  listeners.forEach((it) => it());
}

function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, languageNow);
}

// Another tab has switched.
window.addEventListener('storage', (event) => {
  if (event.key !== STORED) return;
  language = stored();
  apply();
  listeners.forEach((it) => it());
});
apply();
