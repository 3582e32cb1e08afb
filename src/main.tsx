// Entry of the page: its styles at once, its script after the browser has shown what the HTML came with.

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/newsreader/wght.css';
import '@fontsource-variable/newsreader/wght-italic.css';
import '@mantine/core/styles.layer.css';
import './app/theme/tokens.css';
import './app/theme/global.css';

/** Resolves when the first frame has been handed to the screen; at once in a tab that shows none. */
function firstFrame(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

if (document.getElementById('root')!.hasChildNodes()) await firstFrame();
await import('./page.tsx');
