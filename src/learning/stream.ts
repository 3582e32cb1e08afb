// The stream of one seed: which examples arrive at which step. A pure function of (phases, seed, step), so a run can be
// resumed anywhere and every learner of a seed meets the same examples.

import { AppError } from '../core/errors.ts';
import { type Phase, phaseBoundaries } from '../core/experiment.ts';
import { find } from '../core/plugin.ts';
import { hashString, Rng } from '../core/rng.ts';
import { REGISTRY } from './tasks/index.ts';
import type { Item } from './example.ts';
import type { Task } from './tasks/task.ts';

/** An example and where it comes from. */
export interface StreamItem {
  readonly item: Item;
  readonly taskId: string;
  /** 0-based phase that it belongs to; across a blurred boundary this may not be the phase of its step. */
  readonly phase: number;
  /**
   * Where the answer is the model's own, whatever it is worth: the log-probability with which each of its tokens was drawn,
   * in nats. Answers that were chosen among others are no fair draw and have none.
   */
  readonly drawn?: ArrayLike<number>;
}

/** The chance that an example of a step comes from this task of this phase. */
export interface MixtureEntry {
  readonly taskId: string;
  readonly phase: number;
  readonly probability: number;
}

export interface Stream {
  readonly seed: number;
  readonly phases: readonly Phase[];
  /** First step of every phase, then the total. */
  readonly boundaries: readonly number[];
  readonly totalSteps: number;
  /** 0-based phase under way in optimizer step `step` (0-based); the last phase from the end on. */
  phaseAt(step: number): number;
  /** What step `step` draws from; entries with probability 0 are left out, the rest add up to 1. */
  mixtureAt(step: number): MixtureEntry[];
  /** The first `count` examples of step `step`; a longer list begins with the shorter one. */
  items(step: number, count: number): StreamItem[];
}

/**
 * Chance that the phase beginning at `boundary` has taken over in step `step`: 0 before the blurred stretch of `blur`
 * steps centred on the boundary, rising linearly to 1 across it. Steps count at their middle.
 */
export function crossFade(step: number, boundary: number, blur: number): number {
  if (blur === 0) return step >= boundary ? 1 : 0;
  const progress = (step + 0.5 - boundary) / blur + 0.5;
  return Math.min(1, Math.max(0, progress));
}

/** Probability of every phase in a step. A boundary takes its share from all phases before it, so wide blurs may overlap. */
function phaseProbabilities(
  phases: readonly Phase[],
  boundaries: readonly number[],
  step: number,
): number[] {
  const probabilities: number[] = [];
  phases.forEach((phase, k) => {
    const taken = k === 0 ? 1 : crossFade(step, boundaries[k]!, phase.blur);
    for (let earlier = 0; earlier < k; earlier++) probabilities[earlier]! *= 1 - taken;
    probabilities.push(taken);
  });
  return probabilities;
}

function mixtureOf(phases: readonly Phase[], probabilities: readonly number[]): MixtureEntry[] {
  return phases.flatMap((phase, k) => {
    const total = phase.tasks.reduce((sum, t) => sum + t.weight, 0);
    return phase.tasks
      .map((t) => ({
        taskId: t.id,
        phase: k,
        probability: (probabilities[k]! * t.weight) / total,
      }))
      .filter((entry) => entry.probability > 0);
  });
}

function draw(mixture: readonly MixtureEntry[], rng: Rng): MixtureEntry {
  let rest = rng.uniform();
  for (const entry of mixture) {
    rest -= entry.probability;
    if (rest < 0) return entry;
  }
  return mixture.at(-1)!;
}

/** The stream of `seed` over these phases. Throws `bad-config` for a task that does not exist. */
export function makeStream(phases: readonly Phase[], seed: number): Stream {
  const boundaries = phaseBoundaries(phases);
  const tasks = new Map<string, Task>();
  for (const { id } of phases.flatMap((p) => p.tasks)) tasks.set(id, find(REGISTRY, 'task', id));

  const mixtureAt = (step: number): MixtureEntry[] =>
    mixtureOf(phases, phaseProbabilities(phases, boundaries, step));

  return {
    seed,
    phases,
    boundaries,
    totalSteps: boundaries.at(-1)!,
    phaseAt(step) {
      const later = boundaries.findIndex((boundary) => boundary > step);
      return later < 0 ? Math.max(0, phases.length - 1) : Math.max(0, later - 1);
    },
    mixtureAt,
    items(step, count) {
      const mixture = mixtureAt(step);
      if (mixture.length === 0) {
        throw new AppError('internal', 'stream: expected at least one phase, got none.');
      }
      const rng = new Rng(seed, hashString('stream'), step);
      return Array.from({ length: count }, () => {
        const { taskId, phase } = draw(mixture, rng);
        return { item: tasks.get(taskId)!.sample(rng), taskId, phase };
      });
    },
  };
}
