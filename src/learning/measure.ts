// Every metric of one run, from its evaluations so far.

import type { AccuracyMatrix } from '../core/accuracyMatrix.ts';
import { type Experiment, phaseBoundaries } from '../core/experiment.ts';
import type { Capability, Evaluation, LossPoint } from '../core/runRecord.ts';
import { columnsTaught } from './capabilities.ts';
import { REGISTRY as METRICS } from './metrics/index.ts';

/** Rows at the boundaries that were reached; null elsewhere. */
function matrixOf(
  boundaries: readonly number[],
  capabilities: number,
  own: readonly Evaluation[],
): AccuracyMatrix {
  return boundaries.map((boundary) => {
    const row = own.find((e) => e.step === boundary)?.accuracy;
    return Array.from({ length: capabilities }, (_, j) => row?.[j] ?? null);
  });
}

/** Values of all metrics by id; null where a metric is not defined (yet). */
export function measureRun(
  experiment: Experiment,
  capabilities: readonly Capability[],
  evaluations: readonly Evaluation[],
  losses: readonly LossPoint[],
): Record<string, number | null> {
  const boundaries = phaseBoundaries(experiment.phases);
  const context = {
    matrix: matrixOf(boundaries, capabilities.length, evaluations),
    capabilities,
    phases: columnsTaught(experiment.phases, capabilities),
    timeResolved: evaluations,
    boundaries,
    losses,
  };
  return Object.fromEntries(METRICS.map((m) => [m.info.id, m.value(context)]));
}
