// The shipped base checkpoints, read from disk.

import { readFileSync } from 'node:fs';
import type { BaseInfo } from '../../src/core/catalog.ts';
import { loadSafetensors } from '../../src/engine/checkpoint/safetensors.ts';
import { parameterLayout } from '../../src/engine/model/shape.ts';

const BASES = 'public/bases';

/** Cards of the shipped checkpoints. */
export function readBases(): BaseInfo[] {
  return JSON.parse(readFileSync(`${BASES}/index.json`, 'utf8')) as BaseInfo[];
}

/** Card and weights of one. */
export function readBase(id: string): { card: BaseInfo; values: Float32Array } {
  const cards = readBases();
  const card = cards.find((b) => b.id === id);
  if (!card)
    throw new Error(`base: expected one of ${cards.map((b) => b.id).join(', ')}, got '${id}'.`);
  const file = readFileSync(`${BASES}/${id}.safetensors`);
  return { card, values: loadSafetensors(file, parameterLayout(card.shape)).values };
}
