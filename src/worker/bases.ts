// Base checkpoints, fetched from the files that are served beside the page.

import type { BaseInfo } from '../core/catalog.ts';
import { AppError } from '../core/errors.ts';
import { loadSafetensors } from '../engine/checkpoint/safetensors.ts';
import { parameterLayout } from '../engine/model/shape.ts';

/** The folder of the page: the built worker lies in assets/ below it. */
const PAGE = new URL(import.meta.env.PROD ? '../' : '/', self.location.href);

async function fetchFile(path: string): Promise<Response> {
  const url = new URL(path, PAGE);
  const response = await fetch(url).catch((thrown: unknown) => {
    throw new AppError(
      'bad-file',
      `${path}: expected a file, got: ${String(thrown)}.`,
      'Reload the page.',
    );
  });
  if (!response.ok) {
    const message = `${path}: expected a file, got HTTP ${response.status}.`;
    throw new AppError('bad-file', message, 'Reload the page; the site may be incomplete.');
  }
  return response;
}

/** The cards of all shipped checkpoints. */
export async function fetchBaseCards(): Promise<BaseInfo[]> {
  return (await (await fetchFile('bases/index.json')).json()) as BaseInfo[];
}

/** Loads checkpoints once each. */
export function createBaseLoader(
  cards: readonly BaseInfo[],
): (id: string) => Promise<Float32Array> {
  const loaded = new Map<string, Promise<Float32Array>>();
  const load = async (id: string): Promise<Float32Array> => {
    const card = cards.find((c) => c.id === id);
    if (!card) {
      const known = cards.map((c) => c.id).join(', ') || 'none';
      throw new AppError(
        'bad-config',
        `base: expected one of ${known}, got '${id}'.`,
        'Choose another base.',
      );
    }
    const response = await fetchFile(`bases/${id}.safetensors`);
    return loadSafetensors(
      new Uint8Array(await response.arrayBuffer()),
      parameterLayout(card.shape),
    ).values;
  };
  return (id) => {
    let values = loaded.get(id);
    if (!values) {
      values = load(id);
      loaded.set(id, values);
      // A failed download may be tried again.
      values.catch(() => loaded.delete(id));
    }
    return values;
  };
}
