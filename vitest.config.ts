// Tests in three projects: `unit` needs no GPU; `node` (Dawn) and `chromium` run the same *.gpu.test.ts files on two hosts.

import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, findChromium } from './scripts/setup/chromium.mjs';

const GPU_TESTS = 'src/**/*.gpu.test.ts';
/** Scripts that train: on Dawn alone, since they read files. */
const SCRIPT_GPU_TESTS = 'scripts/**/*.gpu.test.ts';
const chromium = findChromium();

export default defineConfig({
  plugins: [react()],
  // Found before the first test, or Vite reloads the page in the middle of one.
  optimizeDeps: {
    include: ['react', 'react-dom/client', 'react/jsx-dev-runtime', 'zod', 'fflate'],
  },
  test: {
    // Software adapters use every core for one test already.
    fileParallelism: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          pool: 'forks',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [GPU_TESTS, SCRIPT_GPU_TESTS],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'node',
          pool: 'forks',
          include: [GPU_TESTS, SCRIPT_GPU_TESTS],
          globalSetup: ['scripts/node/adapterSetup.ts'],
          setupFiles: ['scripts/node/dawnSetup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'chromium',
          include: [GPU_TESTS, 'src/**/*.test.tsx'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: CHROMIUM_ARGS,
                ...(chromium === undefined ? {} : { executablePath: chromium }),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
