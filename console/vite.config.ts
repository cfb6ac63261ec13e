import { defineConfig } from 'vitest/config';
import { resolve } from 'node:path';

const src = resolve(import.meta.dirname, 'src');

/**
 * Two pages, one folder of assets. Nothing is inlined and no polyfill is injected: the pages are served under a content
 * security policy that allows files of their own origin only.
 */
export default defineConfig({
  root: src,
  base: '/',
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // LiveKit's client, which only calls over LiveKit load.
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: {
        console: resolve(src, 'console/index.html'),
        candidate: resolve(src, 'candidate/index.html'),
      },
    },
  },
  test: { include: ['**/*.test.ts'] },
});
