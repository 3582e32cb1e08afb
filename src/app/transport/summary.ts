// The line under the experiment's name: base, size, seeds.

import type { Catalog } from '../../core/catalog.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Description } from '../../core/protocol.ts';
import { formatCompact } from '../theme/format.ts';

/** Name of the experiment's base: a checkpoint's label or 'random weights'. */
export function baseLabel({ base }: Experiment, catalog: Catalog | null): string {
  if (base.kind === 'random') return 'random weights';
  return catalog?.bases.find((b) => b.id === base.id)?.label ?? base.id;
}

/** Number of parameters, null while neither catalog nor description is there. */
export function parameterCount(
  { base }: Experiment,
  catalog: Catalog | null,
  description: Description | null,
): number | null {
  if (base.kind === 'checkpoint') {
    const known = catalog?.bases.find((b) => b.id === base.id)?.parameters;
    if (known !== undefined) return known;
  }
  return description?.parameters ?? null;
}

/** `tiny base, 92 k parameters · 3 seeds`; what is not known yet is left out. */
export function experimentSummary(
  experiment: Experiment,
  catalog: Catalog | null,
  description: Description | null,
): string {
  const label = baseLabel(experiment, catalog);
  const base = experiment.base.kind === 'random' ? label : `${label} base`;
  const parameters = parameterCount(experiment, catalog, description);
  const size = parameters === null ? '' : `, ${formatCompact(parameters)} parameters`;
  const { count } = experiment.seeds;
  return `${base}${size} · ${count} ${count === 1 ? 'seed' : 'seeds'}`;
}
