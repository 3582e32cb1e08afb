// The browser side of the bench: a small Vite server for bench/page, and a fresh Chromium page per measurement.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';

const BENCH = fileURLToPath(new URL('.', import.meta.url));
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** Serves bench/page on localhost. Watching is off: an edit during a run must not reload the page. */
async function startServer() {
  const server = await createServer({
    configFile: false,
    root: `${BENCH}page`,
    cacheDir: `${BENCH}node_modules/.vite`,
    logLevel: 'error',
    optimizeDeps: {
      include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-webgpu'],
      exclude: ['@jax-js/jax'],
    },
    server: {
      host: 'localhost',
      port: 5199,
      hmr: false,
      watch: null,
      fs: { allow: [PROJECT] },
      // Cross-origin isolation gives jax-js's wasm backend its threads, and fine timers to all.
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  await server.listen();
  return { server, address: server.resolvedUrls.local[0] };
}

/** Opens a host that measures one request at a time, each in a fresh browser process. */
export async function openBrowserHost() {
  const { server, address } = await startServer();
  return {
    async run(request) {
      const browser = await chromium.launch({
        ...(existsSync(SYSTEM_CHROMIUM)
          ? { executablePath: SYSTEM_CHROMIUM }
          : { channel: 'chromium' }),
        args: ['--no-sandbox', '--enable-unsafe-webgpu'],
      });
      try {
        const page = await browser.newPage();
        page.on('crash', () => console.error('  the page crashed'));
        await page.goto(address);
        await page.waitForFunction(() => 'runBench' in window);
        return await page.evaluate((r) => window.runBench(r), request);
      } finally {
        await browser.close();
      }
    },
    close: () => server.close(),
  };
}
