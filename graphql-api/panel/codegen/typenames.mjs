import { Kind, visit } from 'graphql';

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Whatever is read with its id also says its type: the cache knows it again by both. */
export const transform = ({ documents }) =>
  documents.map(({ document, ...rest }) => ({
      ...rest,
      document: document && visit(document, {
        SelectionSet(node) {
          const names = node.selections.filter((it) => it.kind === Kind.FIELD).map((it) => (it.alias ?? it.name).value);
          return names.includes('id') && !names.includes('__typename') ? { ...node, selections: [TYPENAME, ...node.selections] } : undefined;
        },
      }),
  }));
