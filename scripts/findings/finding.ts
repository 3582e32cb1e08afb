// What a finding is: what a paper reports, the learners that show it here, what is measured of them, and what decides.

import type { Experiment } from '../../src/core/experiment.ts';
import type { Claim, FindingVerdict, GalleryFinding } from '../../src/core/gallery.ts';
import type { RunRecord } from '../../src/core/runRecord.ts';
import type { LearnerRun } from './learnerRun.ts';
import type { Measured } from './measured.ts';

/** A figure of a run. One whose formula changes gets another id, or figures of before would pass for its own. */
export interface FigureSpec {
  readonly id: string;
  /** Column head. */
  readonly label: string;
  /** What it is, for the legend: the end of a sentence. */
  readonly about: string;
  /** Null where it is not defined, as a figure at a goal that was never reached. */
  of(run: LearnerRun): number | null;
}

/** Runs an experiment of one seed; `label` is for the line of progress. */
export type Runner = (experiment: Experiment, label: string) => Promise<RunRecord>;

/** One learner on one stream. */
export interface Arm {
  readonly id: string;
  readonly name: string;
  readonly experiment: Experiment;
  /** Of the experiment's learners. */
  readonly learnerId: string;
  /** Where the experiment is none that the trainer can run. */
  readonly runner?: Runner;
}

/** What the gallery says of it, and how it is measured and judged. No sources where the claim is this project's own. */
export interface Finding extends Pick<
  GalleryFinding,
  'id' | 'title' | 'says' | 'sources' | 'setup' | 'caveat'
> {
  readonly arms: readonly Arm[];
  readonly figures: readonly FigureSpec[];
  /** The one of them that shows it at a glance. */
  readonly told: FigureSpec;
  /** Decides by figures alone; asked only where all arms have at least two seeds in common. */
  judge(measured: Measured): readonly Claim[];
}

/** Seeds from which on a verdict is given at all: an interval needs two. */
export const DECIDING_SEEDS = 2;

/** By the rule of FindingVerdict. */
export function verdictOf(claims: readonly Claim[]): FindingVerdict {
  if (claims.every(({ holds }) => holds)) return 'reproduced';
  const mainFails = claims.some(({ main, holds }) => main && !holds);
  return mainFails || !claims.some(({ holds }) => holds) ? 'not reproduced' : 'partly';
}
