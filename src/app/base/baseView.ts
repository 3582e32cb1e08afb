// What the base block and its menu say: accuracies of a checkpoint by group, and the shapes that random weights may have.

import type { BaseInfo, Catalog } from '../../core/catalog.ts';
import type { Experiment, ModelShape } from '../../core/experiment.ts';
import { meanOf } from '../../core/accuracyMatrix.ts';
import { formatAccuracy } from '../theme/format.ts';

/** `general 1.0, old .99`: what the checkpoint knows, by the ids of its capabilities; empty where nothing is known about it. */
export function baseAccuracies(base: BaseInfo): string {
  const entries = Object.entries(base.accuracy);
  const mean = (old: boolean) =>
    meanOf(entries.filter(([id]) => id.startsWith('old.') === old).map(([, value]) => value));
  return [['general', mean(false)] as const, ['old', mean(true)] as const]
    .flatMap(([name, value]) => (value === null ? [] : `${name} ${formatAccuracy(value)}`))
    .join(', ');
}

/** The world of an experiment's base; random weights belong to the first, that of strings. */
export function worldOf({ base }: Experiment, catalog: Catalog | null): string | undefined {
  const card = base.kind === 'checkpoint' && catalog?.bases.find((b) => b.id === base.id);
  return card ? card.world : catalog?.worlds[0]?.id;
}

/** `3 layers, width 48, 2 heads`. */
export function shapeText(shape: ModelShape): string {
  const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${plural(shape.layers, 'layer')}, width ${shape.width}, ${plural(shape.heads, 'head')}`;
}

/** The shape that the experiment's base has now; null before the catalog is there. */
export function currentShape({ base }: Experiment, catalog: Catalog | null): ModelShape | null {
  if (base.kind === 'random') return base.shape;
  return catalog?.bases.find((b) => b.id === base.id)?.shape ?? null;
}
