// Every metric of one run, from its evaluations so far.

import type { AccuracyMatrix } from '../core/accuracyMatrix.ts';
import { type Experiment, phaseBoundaries } from '../core/experiment.ts';
import type {
  Capability,
  DataAccess,
  Evaluation,
  LossPoint,
  OwnCurve,
  ReferenceCurve,
  RunRecord,
} from '../core/runRecord.ts';
import { columnsTaught } from './capabilities.ts';
import { REGISTRY as METRICS } from './metrics/index.ts';
import type { MetricContext } from './metrics/metric.ts';

/** What is logged when phases end: of the measured run itself, and the references of its seed. */
interface LoggedOfRun {
  readonly access?: readonly DataAccess[];
  readonly curves?: readonly OwnCurve[];
  readonly references?: readonly ReferenceCurve[];
  /** Accuracy at the end of joint training on the same seed. */
  readonly joint?: readonly number[] | null;
}

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

/**
 * Values of all metrics by id; null where a metric is not defined (yet). All figures are those of one run, `extra` too: those
 * of other learners and seeds have to be left out before.
 */
export function measureRun(
  experiment: Experiment,
  capabilities: readonly Capability[],
  evaluations: readonly Evaluation[],
  losses: readonly LossPoint[],
  extra: LoggedOfRun = {},
): Record<string, number | null> {
  const boundaries = phaseBoundaries(experiment.phases);
  const context: MetricContext = {
    matrix: matrixOf(boundaries, capabilities.length, evaluations),
    capabilities,
    phases: columnsTaught(experiment.phases, capabilities),
    timeResolved: evaluations,
    boundaries,
    losses,
    batchSize: experiment.batchSize,
    access: extra.access ?? [],
    curves: extra.curves ?? [],
    references: extra.references ?? [],
    joint: extra.joint ?? null,
  };
  return Object.fromEntries(METRICS.map((m) => [m.info.id, m.value(context)]));
}

/** What joint training on this seed ended with; null where there is no such learner, or not yet. */
function jointOf({ experiment, evaluations }: RunRecord, seed: number): readonly number[] | null {
  const joint = experiment.learners.find(({ methods }) => methods.some(({ id }) => id === 'joint'));
  const end = phaseBoundaries(experiment.phases).at(-1)!;
  const last = evaluations.find(
    (e) => e.learnerId === joint?.id && e.seed === seed && e.step === end,
  );
  return last?.accuracy ?? null;
}

/** Values of all metrics of one learner of a record on one seed, from what there is of it so far. */
export function measureLearner(
  record: RunRecord,
  learnerId: string,
  seed: number,
): Record<string, number | null> {
  const own = <P extends { readonly learnerId: string; readonly seed: number }>(
    points: readonly P[] = [],
  ): P[] => points.filter((point) => point.learnerId === learnerId && point.seed === seed);
  return measureRun(
    record.experiment,
    record.capabilities,
    own(record.evaluations),
    own(record.losses),
    {
      access: own(record.access),
      curves: own(record.curves),
      references: record.references?.filter((curve) => curve.seed === seed) ?? [],
      joint: jointOf(record, seed),
    },
  );
}
