// How the page shows things: never part of a link, never sent to the worker. Only the theme outlives a visit.

import { createStore } from 'zustand/vanilla';
import { createHook } from './createHook.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Layout = 'rows' | 'overlay';

/** Key in localStorage. */
const THEME_KEY = 'palimpsest-theme';

export interface ViewState {
  /** `system` until the visitor chooses. */
  readonly theme: ThemeChoice;
  readonly layout: Layout;
  /** Ids of learners whose chart is hidden. */
  readonly hidden: readonly string[];
  /** Id of the open panel. */
  readonly panel: string;
  /** Step under the pointer, shared by stream, charts and matrix; null when there is none. */
  readonly hoverStep: number | null;
  /** Keys of notices that were closed. */
  readonly dismissed: readonly string[];
  setTheme(theme: ThemeChoice): void;
  setLayout(layout: Layout): void;
  toggleHidden(learnerId: string): void;
  setPanel(panel: string): void;
  setHoverStep(step: number | null): void;
  dismiss(notice: string): void;
}

function storedTheme(): ThemeChoice {
  try {
    const stored = globalThis.localStorage?.getItem(THEME_KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    // Storage may be forbidden (private windows, file://); the theme then lasts for this visit.
    return 'system';
  }
}

function storeTheme(theme: ThemeChoice): void {
  try {
    globalThis.localStorage?.setItem(THEME_KEY, theme);
  } catch {
    // As above: forbidden storage only shortens how long the choice lasts.
  }
}

export const viewStore = createStore<ViewState>()((set) => ({
  theme: storedTheme(),
  layout: 'rows',
  hidden: [],
  panel: 'matrix',
  hoverStep: null,
  dismissed: [],
  setTheme: (theme) => {
    storeTheme(theme);
    set({ theme });
  },
  setLayout: (layout) => set({ layout }),
  toggleHidden: (id) =>
    set(({ hidden }) => ({
      hidden: hidden.includes(id) ? hidden.filter((h) => h !== id) : [...hidden, id],
    })),
  setPanel: (panel) => set({ panel }),
  setHoverStep: (hoverStep) =>
    set((state) => (state.hoverStep === hoverStep ? state : { hoverStep })),
  dismiss: (notice) => set(({ dismissed }) => ({ dismissed: [...dismissed, notice] })),
}));

export const useView = createHook(viewStore);
