import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, concatAST, isInterfaceType, print, visit } from 'graphql';

const FOLDER = fileURLToPath(new URL('../generated/operations/', import.meta.url));

/** The fragments that a definition uses, directly or through others, in the order of their names. */
function fragmentsOf(definition, fragments, found = new Map()) {
  visit(definition, {
    FragmentSpread({ name: { value } }) {
      if (!found.has(value)) {
        found.set(value, fragments.get(value));
        fragmentsOf(fragments.get(value), fragments, found);
      }
    },
  });
  return found;
}

/**
 * Each operation as a file of its own that the server trusts by its hash, and as a typed constant that knows this hash: the
 * panel carries no query texts.
 */
export function plugin(schema, documents) {
  const { definitions } = concatAST(documents.map((it) => it.document));
  const fragments = new Map(definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION).map((it) => [it.name.value, it]));
  const operations = definitions.filter((it) => it.kind === Kind.OPERATION_DEFINITION);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const node = schema.getType('Node');
  const nodes = isInterfaceType(node) ? schema.getPossibleTypes(node).map((it) => it.name).sort() : [];
  const constants = operations.map((operation) => {
    const name = operation.name.value;
    const used = [...fragmentsOf(operation, fragments).values()].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
    const text = `${[operation, ...used].map(print).join('\n\n')}\n`;
    writeFileSync(`${FOLDER}${name}.graphql`, text);
    const hash = createHash('sha256').update(text).digest('hex');
    const kind = operation.operation;
    const type = `${name}${kind[0].toUpperCase()}${kind.slice(1)}`;
    return `export const ${name}: Operation<'${kind}', ${type}, ${type}Variables> = { kind: '${kind}', name: '${name}', id: 'sha256:${hash}' };`;
  });
  return {
    prepend: ["import type { Operation } from '../src/api/operation';"],
    content: [
      '/** The types whose objects have a global id. */',
      `export const NODE_TYPES: ReadonlySet<string> = new Set(${JSON.stringify(nodes)});`,
      '',
      ...constants,
    ].join('\n'),
  };
}
