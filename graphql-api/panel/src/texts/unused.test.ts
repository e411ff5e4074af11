import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((it) => /\.tsx?$/.test(it) && !it.includes('.test.'))
  .map((it) => ({ path: join('src', it), text: readFileSync(join('src', it), 'utf8') }));

/** The texts that a file defines: their name, and the keys of one language. */
function defined(path: string, text: string): { name: string; keys: string[] }[] {
  const found: { name: string; keys: string[] }[] = [];
  const keysOf = (it: ts.Expression | undefined): string[] => (it && ts.isObjectLiteralExpression(it) ? it.properties.map((property) => property.name?.getText() ?? '') : []);
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isCallExpression(node.initializer) && node.initializer.expression.getText() === 'texts') {
      const [words] = node.initializer.arguments;
      const es = words && ts.isObjectLiteralExpression(words) ? words.properties.find((it) => it.name?.getText() === 'es') : undefined;
      if (es && ts.isPropertyAssignment(es)) found.push({ name: node.name.getText(), keys: keysOf(es.initializer) });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** What a file takes from these texts: by name, or, where it computes the name, whatever stands as a word in its folder. */
function taken(name: string, keys: readonly string[]): Set<string> {
  const used = new Set<string>();
  for (const { path, text } of files) {
    const direct = [...text.matchAll(new RegExp(`(?:useTexts|textsNow)\\(${name}\\)\\.(\\w+)`, 'g'))].map((it) => it[1]!);
    direct.forEach((it) => used.add(it));
    const variables = [...text.matchAll(new RegExp(`(\\w+) = (?:useTexts|textsNow)\\(${name}\\)`, 'g'))].map((it) => it[1]!);
    for (const it of new Set(variables)) {
      for (const key of keys) if (new RegExp(`\\b${it}\\.${key}\\b`).test(text)) used.add(key);
      if (!new RegExp(`\\b${it}\\[`).test(text)) continue;
      const near = files.filter((other) => (dirname(other.path) === dirname(path) || other.path.includes('conversations')) && !/[tT]exts\.ts$/.test(other.path)).map((other) => other.text).join('\n');
      for (const key of keys) if (new RegExp(`(^|[^.\\w])${key}\\b`, 'm').test(near)) used.add(key);
    }
  }
  return used;
}

it('every text is shown somewhere', () => {
  const dead = files.flatMap(({ path, text }) =>
    defined(path, text)
      // Their keys are names of the API, looked up as they come.
      .filter(({ name }) => !['WORDS', 'DEEDS'].includes(name))
      .flatMap(({ name, keys }) => {
        const used = taken(name, keys);
        return keys.filter((it) => !used.has(it)).map((it) => `${path}: ${name}.${it}`);
      }),
  );
  expect(dead).toEqual([]);
});
