// Chooses light or dark (the system's until the visitor chooses) and hands Mantine our theme.

import { MantineProvider } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { type ThemeChoice, useView, viewStore } from '../store/viewStore.ts';
import { cssVariablesResolver, theme } from './theme.ts';

const DARK = '(prefers-color-scheme: dark)';

function resolve(choice: ThemeChoice): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return window.matchMedia(DARK).matches ? 'dark' : 'light';
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Sets the theme on the root element before anything is drawn, so that no visitor sees the wrong one flash. */
export function applyTheme(): void {
  const scheme = resolve(viewStore.getState().theme);
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
}

/** The theme on screen now. */
export function useResolvedTheme(): 'light' | 'dark' {
  const choice = useView((state) => state.theme);
  return useSyncExternalStore(
    subscribe,
    () => resolve(choice),
    () => 'light',
  );
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const scheme = useResolvedTheme();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      forceColorScheme={scheme}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
