import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', 'generated', 'node_modules', 'codegen', 'build.mjs'] },
  typescript.configs.recommended,
  hooks.configs.flat['recommended-latest'],
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      // Reading at the start and following the world outside is what effects are for.
      'react-hooks/set-state-in-effect': 'off',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@mantine/core',
              importNames: ['AppShell', 'Grid', 'SimpleGrid', 'Flex'],
              message: 'It injects a style sheet, which the content security policy forbids: use CSS modules.',
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
);
