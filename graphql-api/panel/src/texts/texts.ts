import { type Language, languageNow, localeNow, useLanguage } from './language';

/** A text, a text with something to fill in, or a group of texts. */
export type Text = string | ((...values: never[]) => string) | { readonly [key: string]: Text };
export type Texts = { readonly [key: string]: Text };

/** The same keys, with texts where there are texts and the same things to fill in. */
type Alike<T> = T extends string ? string : T extends (...values: infer V) => string ? (...values: V) => string : { readonly [K in keyof T]: Alike<T[K]> };

/** The words of a page or a part of it, in all languages: Spanish is what the others must be like, or it does not compile. */
export type InAllLanguages<T> = { readonly es: T; readonly en: Alike<T>; readonly pt: Alike<T> };

export const texts = <const T extends Texts>(words: InAllLanguages<T>): InAllLanguages<T> => words;

/** The words in the language that is chosen now; the component renders anew when another one is. */
export function useTexts<T>(words: InAllLanguages<T>): Alike<T> {
  return words[useLanguage()] as Alike<T>;
}

/** The words in the language of now, outside of components. */
export function textsNow<T>(words: InAllLanguages<T>): Alike<T> {
  return words[languageNow()] as Alike<T>;
}

const rules = new Map<Language, Intl.PluralRules>();

/** One or many, as the language counts; both texts get the number as the language writes it by `#`. */
export function plural(count: number, one: string, other: string): string {
  const language = languageNow();
  let rule = rules.get(language);
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(localeNow())));
  return (rule.select(count) === 'one' ? one : other).replace('#', count.toLocaleString(localeNow()));
}
