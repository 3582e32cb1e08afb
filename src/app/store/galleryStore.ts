// Whether the gallery of findings is open. It has an address of its own, `#findings`, that a link may end with.

import { createStore } from 'zustand/vanilla';
import { createHook } from './createHook.ts';

/** The address bar's hash that opens the gallery over the default experiment. */
export const GALLERY_HASH = '#findings';

interface GalleryState {
  readonly opened: boolean;
  setOpened(opened: boolean): void;
}

export const galleryStore = createStore<GalleryState>((set) => ({
  opened: false,
  setOpened: (opened) => set({ opened }),
}));

export const useGallery = createHook(galleryStore);
