// What the base block and its menu say: accuracies of a checkpoint by group, and the shapes that random weights may have.

import type { BaseInfo, Catalog } from '../../core/catalog.ts';
import type { Experiment, ModelShape } from '../../core/experiment.ts';
import type { Capability } from '../../core/runRecord.ts';
import { meanOf } from '../../core/accuracyMatrix.ts';
import { formatAccuracy } from '../theme/format.ts';

/** `general 1.0, old functions .99`: what the checkpoint knows; empty where nothing is known about it. */
export function baseAccuracies(base: BaseInfo, capabilities: readonly Capability[]): string {
  const general = meanOf(
    capabilities.filter((c) => c.group === 'general').map((c) => base.accuracy[c.id]),
  );
  const old = capabilities.find((c) => c.group === 'old');
  const known = old && base.accuracy[old.id];
  return [
    general === null ? '' : `general ${formatAccuracy(general)}`,
    known === undefined ? '' : `${old?.label.toLowerCase()} ${formatAccuracy(known)}`,
  ]
    .filter(Boolean)
    .join(', ');
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
