export type Mode = 'reply' | 'note';

/** What stands before the cursor and asks for something: `/promo`, `#iphone 15`, `@ana`. */
export function asked(text: string, mode: Mode): { kind: '/' | '#' | '@'; words: string; from: number } | null {
  const slash = /(?:^|\s)\/([\p{L}\d_-]*)$/u.exec(text);
  if (slash) return { kind: '/', words: slash[1]!, from: text.length - slash[1]!.length - 1 };
  const hash = /(?:^|\s)(?:#|\/(?:p|producto|product|produto)\s)([^\n#]{0,60})$/u.exec(text);
  if (hash && mode === 'reply') return { kind: '#', words: hash[1]!.trim(), from: text.length - hash[0].trimStart().length };
  const at = /(?:^|\s)@([\p{L}]*)$/u.exec(text);
  if (at && mode === 'note') return { kind: '@', words: at[1]!, from: text.length - at[1]!.length - 1 };
  return null;
}
