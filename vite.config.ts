// Builds the page: static files that any host can serve, under any path.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { prerenderPlugin } from './scripts/prerenderPlugin.ts';

export default defineConfig({
  base: './',
  plugins: [react(), prerenderPlugin()],
  worker: { format: 'es' },
  build: {
    // WebGPU is younger than this, so no browser that runs the product lacks it.
    target: 'es2023',
    // The first screen is in the HTML and needs all of it.
    cssCodeSplit: false,
    // One page with charts: a warning at 500 kB would only ever be noise.
    chunkSizeWarningLimit: 1500,
  },
});
