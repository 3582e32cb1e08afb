// Puts the first screen into index.html when the page is built: curves are there as soon as the HTML is, and the page's script
// replaces them by the living page. A link to an experiment of its own (`#...`) starts empty.

import { readFile } from 'node:fs/promises';
import { createServer, type Plugin } from 'vite';
import type * as FirstScreens from '../src/prerender.tsx';

const TRACE = 'public/traces/default.json';

/** Runs before the first paint: takes the screen that fits the window, unless the address opens something else. */
const PICK = `
      {
        const screens = [...document.querySelectorAll('template[data-from]')];
        const fitting = screens.findLast((screen) => innerWidth >= screen.dataset.from);
        if (location.hash.length < 2) document.getElementById('root').append(fitting.content);
        for (const screen of screens) screen.remove();
      }`;

async function firstScreens(root: string): Promise<string> {
  const server = await createServer({
    root,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { prerender } = (await server.ssrLoadModule('/src/prerender.tsx')) as typeof FirstScreens;
    const screens = prerender(JSON.parse(await readFile(TRACE, 'utf8')));
    const templates = screens.map(
      // Inert: what cannot answer yet must not look as if it could be pressed, to a screen reader neither.
      ({ from, html }) => `<template data-from="${from}"><div inert>${html}</div></template>`,
    );
    return `${templates.join('\n')}\n<script>${PICK}\n</script>`;
  } finally {
    await server.close();
  }
}

/** Vite plugin, for builds only. */
export function prerenderPlugin(): Plugin {
  let root = '';
  return {
    name: 'prerender',
    apply: (_, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    configResolved: (config) => {
      root = config.root;
    },
    transformIndexHtml: {
      order: 'post',
      handler: async (html, { chunk }) => ({
        html: html.replace(
          '<div id="root"></div>',
          `$&\n${(await firstScreens(root)).replaceAll('$', '$$$$')}`,
        ),
        // The entry waits for the first frame before it imports the page; the page is fetched meanwhile.
        tags: (chunk?.dynamicImports ?? []).map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        })),
      }),
    },
  };
}
