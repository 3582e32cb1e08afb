// An experiment and its twin: alike but for one thing, and graded differently. What they share and where they differ is found
// in their records. Pure.

import type { Catalog, ExperimentPreset } from '../../core/catalog.ts';
import type { Experiment } from '../../core/experiment.ts';
import { CLAUSES, type ClauseId, type LearnerGrade } from '../../core/grade.ts';
import type { CapabilityGroup, RunRecord } from '../../core/runRecord.ts';
import { groupColumns, meanCurve } from '../charts/curves.ts';
import { CLAUSE_LABELS, clauseGrade, learnerGrade } from '../scorecard/clauses.ts';
import { deepEqual, sameLearner, sameRun } from '../store/sameRun.ts';

export interface TwinPresets {
  readonly own: ExperimentPreset;
  readonly twin: ExperimentPreset;
  /** File name of the twin's trace. */
  readonly trace: string;
}

/** The ready-made experiment that is shown and its twin; null where it has none, or none that was recorded. */
export function twinOf(shown: Experiment | null, catalog: Catalog | null): TwinPresets | null {
  if (!shown || !catalog) return null;
  const presets = catalog.experimentPresets;
  const paired = presets.filter(
    (p) => p.twin !== undefined || presets.some((o) => o.twin === p.id),
  );
  const own = paired.find((p) => sameRun(p.experiment, shown, catalog));
  if (!own) return null;
  const twin = paired.find((p) => p.id === own.twin) ?? paired.find((p) => p.twin === own.id);
  return twin?.trace === undefined ? null : { own, twin, trace: twin.trace };
}

/** Accuracy on a group at the last evaluation, mean over capabilities and seeds; null where there is none. */
export function finalAccuracy(
  record: RunRecord,
  learnerId: string,
  group: CapabilityGroup,
): number | null {
  const { capabilities, experiment } = record;
  const own = record.evaluations.filter((e) => e.learnerId === learnerId);
  const columns = groupColumns(capabilities, group, experiment.phases);
  return meanCurve(own, capabilities, columns).at(-1)?.mean ?? null;
}

/** The clauses on which two grades differ; what is still open in one of them is not compared. */
export function differingClauses(a: LearnerGrade | null, b: LearnerGrade | null): ClauseId[] {
  return CLAUSES.filter((clause) => {
    const [left, right] = [clauseGrade(a, clause)?.verdict, clauseGrade(b, clause)?.verdict];
    if (left === undefined || right === undefined) return false;
    return left !== 'open' && right !== 'open' && left !== right;
  });
}

/** Shares that were kept and are closer than this are called the same. */
const SAME_RETENTION = 0.03;

function sameRetention(a: LearnerGrade | null, b: LearnerGrade | null): boolean {
  const [left, right] = [clauseGrade(a, 'kept'), clauseGrade(b, 'kept')];
  if (!left || !right || left.verdict !== right.verdict) return false;
  if (left.figure === null || right.figure === null) return false;
  return Math.abs(left.figure - right.figure) <= SAME_RETENTION;
}

/** `same stream`: the same tasks; `same phases`: other tasks, for as many steps. */
function sameStream({ phases: a }: Experiment, { phases: b }: Experiment): string | null {
  if (deepEqual(a, b)) return 'same stream';
  const shape = (phases: Experiment['phases']) =>
    phases.map(({ tasks, steps, blur }) => ({ weights: tasks.map((t) => t.weight), steps, blur }));
  return deepEqual(shape(a), shape(b)) ? 'same phases' : null;
}

/** `‘a’`, `‘a’ and ‘b’`, `‘a’, ‘b’ and ‘c’`. */
function quoted(clauses: readonly ClauseId[]): string {
  const names = clauses.map((clause) => `‘${CLAUSE_LABELS[clause]}’`);
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

function difference(a: LearnerGrade | null, b: LearnerGrade | null): string {
  if (!a || !b) return 'their clauses are not graded';
  const clauses = differingClauses(a, b);
  if (clauses.length === 0) return 'no clause differs';
  return `${quoted(clauses)} ${clauses.length === 1 ? 'differs' : 'differ'}`;
}

/** `Same stream, same learner, same retention; ‘compositionally’ differs.` */
export function twinSentence(
  own: RunRecord,
  twin: RunRecord,
  learnerId: string,
  catalog: Catalog | null,
): string {
  const learnerOf = (record: RunRecord) =>
    record.experiment.learners.find((l) => l.id === learnerId);
  const [left, right] = [learnerOf(own), learnerOf(twin)];
  if (!left || !right) return 'The twin has no such learner.';
  const [a, b] = [learnerGrade(own, learnerId), learnerGrade(twin, learnerId)];
  const same = [
    sameStream(own.experiment, twin.experiment),
    sameLearner(left, right, catalog) ? 'same learner' : null,
    sameRetention(a, b) ? 'same retention' : null,
  ].filter((part) => part !== null);
  const said = [same.join(', '), difference(a, b)].filter(Boolean).join('; ');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
