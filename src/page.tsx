// The living page: connects the stores to the worker and takes over from what the HTML came with.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createRunClient } from './app/runClient.ts';
import { startSession } from './app/store/session.ts';
import { applyTheme } from './app/theme/ThemeProvider.tsx';

/** Milliseconds that the first render waits for its recorded trace where the HTML shows that trace already. */
const TRACE_MS = 1000;

applyTheme();
const root = document.getElementById('root')!;
const { session, shown } = startSession(createRunClient());
if (root.hasChildNodes()) {
  await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, TRACE_MS))]);
}
createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
