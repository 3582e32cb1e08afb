// What a learning-rate schedule is: a factor on the optimizer's learning rate, from the position in the stream alone.

import type { Info, Plugin } from '../../core/plugin.ts';
import type { ChoiceParam, NumberParam, ParamSpecs } from '../../core/params.ts';

/** Where the next optimizer step stands. All counts in steps, from 0. */
export interface SchedulePosition {
  readonly step: number;
  readonly totalSteps: number;
  /** Steps since the phase began, and the phase's length. */
  readonly phaseStep: number;
  readonly phaseSteps: number;
}

export interface Schedule {
  /** Factor on the learning rate, 0 to 1. */
  factor(position: SchedulePosition): number;
}

export type SchedulePlugin<S extends ParamSpecs = ParamSpecs> = Plugin<Schedule, null, S, Info<S>>;

export const warmupParam: NumberParam = {
  kind: 'number',
  label: 'warm-up',
  help: 'Steps over which the learning rate rises linearly to its full value.',
  default: 10,
  min: 0,
  max: 500,
  step: 1,
  scale: 'linear',
  format: 'plain',
};

export const spanParam: ChoiceParam<'phase' | 'run'> = {
  kind: 'choice',
  label: 'span',
  help: 'Whether the schedule begins anew in every phase or runs once over the whole stream.',
  default: 'phase',
  options: [
    { value: 'phase', label: 'each phase' },
    { value: 'run', label: 'whole run' },
  ],
};

/** Step within the span and the span's length. */
export function within(
  span: 'phase' | 'run',
  position: SchedulePosition,
): { step: number; length: number } {
  return span === 'phase'
    ? { step: position.phaseStep, length: position.phaseSteps }
    : { step: position.step, length: position.totalSteps };
}

/** 1/warmup, 2/warmup, ..., 1 over the first `warmup` steps, then 1. */
export function warmupFactor(step: number, warmup: number): number {
  return warmup > 0 ? Math.min(1, (step + 1) / warmup) : 1;
}
