import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', 'generated', 'node_modules', 'codegen', 'build.mjs'] },
  typescript.configs.recommended,
  {
    plugins: { 'react-hooks': hooks },
    rules: {
      // The other rules of this plugin are the React Compiler's, which is not used here.
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@mantine/core',
              importNames: ['AppShell', 'Grid', 'SimpleGrid', 'Flex'],
              message: 'It injects a style sheet, which the content security policy forbids: use CSS modules.',
            },
            {
              name: '@mantine/core',
              importNames: ['Modal', 'Drawer'],
              message: 'Dialogs are those of kit/Dialog: their name and the way out are said in all languages.',
            },
          ],
        },
      ],
      // What customers write is text and never markup.
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text is shown as text, never as HTML.' },
        { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: 'Text is shown as text, never as HTML.' },
      ],
    },
  },
  { files: ['src/kit/Dialog.tsx'], rules: { 'no-restricted-imports': 'off' } },
);
