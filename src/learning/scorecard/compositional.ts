// 'compositionally': pairs of functions that were taught at different times, or of which one was known before, and that nothing
// ever showed together. Measured against the parts alone, so that what was forgotten is not mistaken for what was not composed.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { wilsonInterval } from '../../core/intervals.ts';
import type { CompositionFigures, PairKind } from '../../core/runRecord.ts';
import { clauseOf, condition, exactly, undecided } from './conditions.ts';
import { type Estimate, lowestOf, overRuns, type RunFigure } from './estimates.ts';
import type { FinishedRun, Finding, Grading } from './grading.ts';
import { learnedAnything } from './kept.ts';

const KINDS: Readonly<Record<Exclude<PairKind, 'base'>, string>> = {
  'new-new': 'two new functions',
  'new-old': 'a new function after an old one',
  'old-new': 'an old function after a new one',
};

type Kind = keyof typeof KINDS;

/** Π = inner × outer: what is answered by who combines, as far as the parts are done. */
const partsOf = ({ inner, outer }: CompositionFigures): number => inner * outer;

const figuresAt = (run: FinishedRun, row: number, kind: PairKind): CompositionFigures | undefined =>
  run.rows[row]?.atBoundary?.compositions.find((c) => c.kind === kind);

/** κ = min(1, accuracy / Π), and the same of the lower end of Wilson's interval of the accuracy; 0 where no part is done. */
function composedShare(figures: CompositionFigures): RunFigure {
  const parts = partsOf(figures);
  const { mean, low } = wilsonInterval(figures.accuracy, Math.max(1, figures.items));
  const share = (accuracy: number) => (parts > 0 ? Math.min(1, accuracy / parts) : 0);
  return { value: share(mean), low: share(low) };
}

/** Accuracy over Π of pairs that the base's own data hold, at the base: whether composing can be seen at all. */
function controlOf(runs: readonly FinishedRun[]): number | null {
  const base = runs.flatMap((run) => figuresAt(run, 0, 'base') ?? []);
  return meanOf(base.map((figures) => composedShare(figures).value));
}

interface KindEstimate extends Estimate {
  readonly kind: Kind;
  readonly parts: number;
}

function kindsAtEnd({ runs, phases }: Grading): KindEstimate[] {
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
    const figures = runs.flatMap((run) => figuresAt(run, phases.length, kind) ?? []);
    if (figures.length === 0) return [];
    return { kind, parts: meanOf(figures.map(partsOf))!, ...overRuns(figures.map(composedShare)) };
  });
}

/** What makes the question void, in the order in which it is asked; null where it can be answered. */
function voidReason(grading: Grading, kinds: readonly KindEstimate[]): Finding | null {
  const { runs, phases } = grading;
  if (!runs.every((run) => run.rows[phases.length]!.atBoundary)) {
    return undecided('not-assessable', 'This record was made before compositions were measured.');
  }
  if (kinds.length === 0) {
    return undecided('not-assessable', 'This stream teaches nothing that can be combined.');
  }
  if (!learnedAnything(grading)) {
    return undecided('not-applicable', 'It learned nothing that it could combine.');
  }
  const control = condition('control', exactly(controlOf(runs)));
  if (control.grade.verdict === 'met') return null;
  const reason = 'Control failed: the base itself does not compose pairs that it has seen.';
  return undecided('not-assessable', reason, [control]);
}

export function compositional(grading: Grading): Finding {
  const [taught] = grading.taughtPairs;
  if (taught) {
    const reason = `The stream itself teaches these pairs: ${taught.g} after ${taught.f}, in the task ${taught.taskId}.`;
    return { verdict: 'not-met', figure: null, conditions: [], reason };
  }
  const kinds = kindsAtEnd(grading);
  const problem = voidReason(grading, kinds);
  if (problem) return problem;
  const worst = kinds.reduce((a, b) => (b.bound! < a.bound! ? b : a));
  const { value, bound, over } = worst;
  const parts = lowestOf([kinds.map((kind) => kind.parts)]);
  const left = condition('parts', exactly(parts));
  const composed = condition(
    'composed',
    { value, bound, ...(over && { over }) },
    { label: `pairs, of doable parts: ${KINDS[worst.kind]}` },
  );
  // Where nothing is left to compose, the share of it says nothing.
  return clauseOf(left.grade.verdict === 'met' ? [composed, left] : [left, composed]);
}
