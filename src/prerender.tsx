// What a first visit sees before the page's own script has run: the same components, rendered to HTML when the page is built,
// with the recorded trace in the store and no worker. scripts/prerenderPlugin.ts calls this in Node.

import { renderToStaticMarkup } from 'react-dom/server';
import { App } from './app/App.tsx';
import { experimentStore } from './app/store/experimentStore.ts';
import { runStore } from './app/store/runStore.ts';
import type { Session } from './app/store/session.ts';
import { viewStore } from './app/store/viewStore.ts';
import { WIDTHS } from './app/theme/gutters.ts';
import type { RunRecord } from './core/runRecord.ts';

/** The page in windows of at least `from` CSS pixels and less than the next entry's. */
export interface FirstScreen {
  readonly from: number;
  readonly html: string;
}

/** Nothing can be pressed before the page's script has taken over. */
const NO_SESSION: Session = {
  start: () => {},
  pause: () => {},
  resume: () => {},
  step: () => {},
  stop: () => {},
  reset: () => {},
  merge: () => {},
  open: () => {},
  link: () => '',
};

/** On a server zustand shows a store as it was made; here what was put into it since is wanted. */
function showPresentState(): void {
  runStore.getInitialState = runStore.getState;
  experimentStore.getInitialState = experimentStore.getState;
  viewStore.getInitialState = viewStore.getState;
}

/** The first screen of every width class that looks different, from the narrowest to the widest. */
export function prerender(trace: RunRecord): FirstScreen[] {
  showPresentState();
  runStore.getState().setRecorded(trace);
  return WIDTHS.map(({ from }) => {
    Object.assign(globalThis, { innerWidth: from });
    return { from, html: renderToStaticMarkup(<App session={NO_SESSION} />) };
  });
}
