// Arms from the ready-made experiments of findings, so that what is measured is what the page opens.

import type { Experiment } from '../../../src/core/experiment.ts';
import { FINDING_PRESETS } from '../../../src/learning/presets/findings.ts';
import type { Arm } from '../finding.ts';

function experimentOf(presetId: string): Experiment {
  const preset = FINDING_PRESETS.find(({ id }) => id === presetId);
  if (!preset) throw new Error(`findings: expected a ready-made experiment, got '${presetId}'.`);
  return preset.experiment;
}

interface Choice {
  /** Ids of learners; all of the experiment unless given. */
  readonly only?: readonly string[];
  /** Put before the ids, where a finding has the same learner on two streams, and in words after the names. */
  readonly prefix?: string;
  readonly where?: string;
}

/** An arm for each learner of a ready-made experiment. */
export function armsOf(presetId: string, { only, prefix = '', where }: Choice = {}): Arm[] {
  const experiment = experimentOf(presetId);
  return experiment.learners
    .filter(({ id }) => only?.includes(id) ?? true)
    .map(({ id, name }) => ({
      id: `${prefix}${id}`,
      name: where ? `${name}, ${where}` : name,
      experiment,
      learnerId: id,
    }));
}

/** The learners of naive fine-tuning's frontier: the base as it is and three rates. */
export const FRONTIER = ['frozen', 'naive-1e-4', 'naive-3e-4', 'naive'] as const;

/** Those of them that a finding with naive at its usual rate still lacks. */
const LOWER_RATES = { only: FRONTIER.slice(0, 3) };

/** The rest of the frontier on new functions of words, and on new facts. */
export const STRONG_FRONTIER: readonly Arm[] = armsOf('e1', LOWER_RATES);
export const WEAK_FRONTIER: readonly Arm[] = armsOf('e5', LOWER_RATES);

/** What the streams are, for the setup of a finding. */
export const STRONG_STREAM =
  'Three new functions of words (reverse, drop first, double) on the tiny base, 260 steps of 16 examples, AdamW with cosine decay inside each phase.';
export const WEAK_STREAM =
  'Three times 32 new entities, of the form of those that the base of facts knows by heart, 450 steps of 16 examples, AdamW with cosine decay inside each phase.';
