// The data-access log: what a learner read, trained on and kept, phase by phase. Its lines are what 'sequential exposure' is
// graded on, so they are written where data are handed out, not by the methods themselves.

import type { Phase } from '../core/experiment.ts';
import type { DataAccess } from '../core/runRecord.ts';

/** What a step did. */
export interface StepAccess {
  /** Examples that the stream showed. */
  readonly shown: number;
  /** Rows trained on, and of these the ones that the stream did not show. */
  readonly trained: number;
  readonly rehearsed: number;
  /** Tokens that went forward and backward, and those of plain fine-tuning on what was shown; padding included. */
  readonly tokens: number;
  readonly plainTokens: number;
}

/** What a learner holds when a phase ends. */
export interface HeldNow {
  readonly storedGeneral: number;
  readonly storedPerTask: number;
  readonly inferenceState: number;
}

const NOTHING: StepAccess = { shown: 0, trained: 0, rehearsed: 0, tokens: 0, plainTokens: 0 };

export class AccessLog {
  private readonly phases: readonly Phase[];
  private phase = 0;
  private generalRead = 0;
  private taskRead = 0;
  private futureRead = 0;
  private steps: StepAccess = NOTHING;

  constructor(phases: readonly Phase[]) {
    this.phases = phases;
  }

  /** The 0-based phase that begins; what is read before the first belongs to it. */
  beginPhase(phase: number): void {
    this.phase = phase;
  }

  /** An example of the base's own data was asked for. */
  readGeneral(): void {
    this.generalRead++;
  }

  /** An example of a task was asked for, beyond what the stream shows. */
  readTask(taskId: string): void {
    const first = this.phases.findIndex((p) => p.tasks.some(({ id }) => id === taskId));
    if (first > this.phase) this.futureRead++;
    else this.taskRead++;
  }

  step(done: StepAccess): void {
    const keys = Object.keys(NOTHING) as (keyof StepAccess)[];
    const sums = keys.map((key) => [key, this.steps[key] + done[key]]);
    this.steps = Object.fromEntries(sums) as Record<keyof StepAccess, number>;
  }

  /** The line of the phase that ends; counting starts anew. */
  close(learner: { readonly learnerId: string; readonly seed: number }, held: HeldNow): DataAccess {
    const { generalRead, taskRead, futureRead } = this;
    const { shown, trained, rehearsed, tokens, plainTokens } = this.steps;
    this.generalRead = 0;
    this.taskRead = 0;
    this.futureRead = 0;
    this.steps = NOTHING;
    const flopsRatio = plainTokens > 0 ? tokens / plainTokens : 0;
    const read = { generalRead, taskRead, futureRead };
    return {
      ...learner,
      phase: this.phase + 1,
      shown,
      trained,
      rehearsed,
      ...read,
      ...held,
      flopsRatio,
    };
  }
}
