import { describe, expect, it } from 'vitest';

type Tree = string | ((...values: unknown[]) => string) | { [key: string]: Tree };

const modules = import.meta.glob<Record<string, unknown>>(['../**/texts.ts', '../**/words.ts', '../**/*.texts.ts'], { eager: true });

const all = Object.entries(modules).flatMap(([file, module]) =>
  Object.entries(module)
    .filter(([, it]) => typeof it === 'object' && it !== null && 'es' in it)
    .map(([name, it]) => ({ name: `${file} ${name}`, words: it as Record<'es' | 'en' | 'pt', Tree> })),
);

function keys(tree: Tree, path = ''): string[] {
  if (typeof tree === 'string') return [`${path} text`];
  if (typeof tree === 'function') return [`${path} text of ${tree.length}`];
  return Object.entries(tree).flatMap(([key, it]) => keys(it, `${path}/${key}`)).sort();
}

function blank(tree: Tree): boolean {
  return typeof tree === 'string' ? tree.trim() === '' : typeof tree === 'object' && Object.values(tree).some(blank);
}

describe('the words of the panel', () => {
  it('are found', () => expect(all.length).toBeGreaterThan(1));

  it.each(all)('are the same in all languages: $name', ({ words }) => {
    expect(keys(words.en)).toEqual(keys(words.es));
    expect(keys(words.pt)).toEqual(keys(words.es));
  });

  it.each(all)('are never blank: $name', ({ words }) => {
    expect(Object.values(words).filter(blank)).toEqual([]);
  });
});
