// Builds the page: static files that any host can serve, under any path.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    // WebGPU is younger than this, so no browser that runs the product lacks it.
    target: 'es2023',
    // One page with charts: a warning at 500 kB would only ever be noise.
    chunkSizeWarningLimit: 1500,
  },
});
