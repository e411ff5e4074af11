import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Plugin, defineConfig } from 'vitest/config';

/** The server trusts the operations that the panel was built with: they lie beside it, byte for byte. */
function operations(): Plugin {
  const folder = new URL('./generated/operations/', import.meta.url);
  return {
    name: 'operations',
    apply: 'build',
    generateBundle() {
      for (const file of readdirSync(folder)) {
        this.emitFile({ type: 'asset', fileName: `panel/operations/${file}`, source: readFileSync(new URL(file, folder)) });
      }
    },
  };
}

const SERVER = process.env.CRM_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), operations()],
  resolve: {
    alias: { '@generated': fileURLToPath(new URL('./generated/graphql.ts', import.meta.url)), '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  build: {
    outDir: 'dist',
    assetsDir: 'panel/assets',
    // Pictures and fonts as files of their own: the content security policy knows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/login', '/logout', '/media', '/uploads', '/simulator', '/demo'].map((path) => [path, { target: SERVER, ws: path === '/graphql' }]),
    ),
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test.setup.ts'],
    pool: 'threads',
    isolate: false,
  },
});
