import { defineConfig } from 'vitest/config';

/** The built pages in a real browser, one file after the other: they share the machine's few cores. */
export default defineConfig({
  test: {
    include: ['test/pages/**/*.pages.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
