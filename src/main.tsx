// Entry of the page: theme, worker and stores first, then the first paint.

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/newsreader/wght.css';
import '@fontsource-variable/newsreader/wght-italic.css';
import '@mantine/core/styles.layer.css';
import './app/theme/tokens.css';
import './app/theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createRunClient } from './app/runClient.ts';
import { startSession } from './app/store/session.ts';
import { applyTheme } from './app/theme/ThemeProvider.tsx';

applyTheme();
const session = startSession(createRunClient());
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
