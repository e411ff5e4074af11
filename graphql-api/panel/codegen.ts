import type { CodegenConfig } from '@graphql-codegen/cli';

/** The operations of all pages, typed; the schema is the one that the server is built from. */
const config: CodegenConfig = {
  schema: '../src/main/resources/graphql/*.graphqls',
  documents: 'src/**/*.graphql',
  generates: {
    'generated/graphql.ts': {
      documentTransforms: ['./codegen/typenames.mjs'],
      plugins: ['typescript-operations', './codegen/documents.mjs'],
      config: {
        enumsAsTypes: true,
        // Clients must bear new values of every enum.
        futureProofEnums: true,
        useTypeImports: true,
        skipTypename: true,
        onlyOperationTypes: true,
        maybeValue: 'T | null',
        inputMaybeValue: 'T | null | undefined',
        scalars: { DateTime: 'string', Long: 'number', Decimal: 'string', URL: 'string', CurrencyCode: 'string', ID: 'string' },
      },
    },
  },
};

export default config;
