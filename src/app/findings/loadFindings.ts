// The findings of the gallery, fetched when it is first opened.

import type { GalleryFinding } from '../../core/gallery.ts';

const URL = `${import.meta.env.BASE_URL}findings.json`;

const isFinding = (value: unknown): value is GalleryFinding =>
  typeof value === 'object' && value !== null && 'id' in value && 'arms' in value;

async function fetchFindings(): Promise<readonly GalleryFinding[]> {
  const response = await fetch(URL);
  if (!response.ok) throw new Error(`${URL}: the server answered ${response.status}.`);
  const value: unknown = await response.json();
  if (!Array.isArray(value) || !value.every(isFinding)) {
    throw new Error(`${URL}: expected a list of findings.`);
  }
  return value;
}

let loaded: Promise<readonly GalleryFinding[] | null> | null = null;

/** All findings, fetched once; null when they cannot be read, and the next call tries again. */
export function loadFindings(): Promise<readonly GalleryFinding[] | null> {
  loaded ??= fetchFindings().catch((error: unknown) => {
    console.warn(error);
    loaded = null;
    return null;
  });
  return loaded;
}
