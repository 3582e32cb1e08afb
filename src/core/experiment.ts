// The experiment: base + stream + learners + seeds + evaluation settings. Everything that a link carries.

import { z } from 'zod';

import type { Correction } from './params.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,39}$/);

/** A plug-in and the values of its parameters; the catalog checks ids and ranges (core knows no plug-in). */
const choice = z.object({
  id,
  // Bounded so that the largest valid experiment still fits a link (link.ts).
  params: z
    .record(
      z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,23}$/),
      z.union([z.number(), z.boolean(), z.string().regex(/^[a-zA-Z0-9. -]{0,24}$/)]),
    )
    .refine((params) => Object.keys(params).length <= 12, 'expected at most 12 parameters'),
});

/** Head widths are multiples of this: rotary positions pair features, and kernels read them four at a time. */
const HEAD_WIDTH_STEP = 8;
const MAX_HEAD_WIDTH = 128;
const MAX_HEADS = 16;

const shapeFields = z.object({
  vocabulary: z.int().min(16).max(512).multipleOf(4),
  context: z.int().min(16).max(256),
  width: z.int().min(16).max(512).multipleOf(8),
  layers: z.int().min(1).max(12),
  heads: z.int().min(1).max(MAX_HEADS),
  keyValueHeads: z.int().min(1).max(MAX_HEADS),
  feedForward: z.int().min(16).max(2048).multipleOf(4),
  mlp: z.enum(['gelu', 'swiglu', 'relu']),
  tied: z.boolean(),
  rotaryBase: z.number().min(10).max(1_000_000),
});

export type ModelShape = z.infer<typeof shapeFields>;

/** Numbers of heads that a width can be split into, in ascending order; empty for widths such as 136 = 8 x 17. */
function headCounts(width: number): number[] {
  const counts = Array.from({ length: MAX_HEADS }, (_, i) => i + 1);
  return counts.filter(
    (heads) => width % (heads * HEAD_WIDTH_STEP) === 0 && width / heads <= MAX_HEAD_WIDTH,
  );
}

/** What is wrong between the fields of a shape, each of which is in range; `subject` is the field at fault. Empty = sound. */
export function checkShape(shape: ModelShape): Correction[] {
  const { width, heads, keyValueHeads } = shape;
  const problems: Correction[] = [];
  const counts = headCounts(width);
  if (counts.length === 0) {
    const message = `width: expected one that splits into heads of a multiple of ${HEAD_WIDTH_STEP} up to ${MAX_HEAD_WIDTH}, got ${width}.`;
    problems.push({ subject: 'width', message });
  } else if (!counts.includes(heads)) {
    const message = `heads: expected one of ${counts.join(', ')} for width ${width}, got ${heads}.`;
    problems.push({ subject: 'heads', message });
  }
  if (heads % keyValueHeads !== 0) {
    const message = `key value heads: expected a divisor of heads ${heads}, got ${keyValueHeads}.`;
    problems.push({ subject: 'keyValueHeads', message });
  }
  return problems;
}

/** The sound shape nearest to one whose fields are in range: first its width is kept, then its heads. */
export function nearestShape(shape: ModelShape): ModelShape {
  let { width, keyValueHeads } = shape;
  while (headCounts(width).length === 0) width -= HEAD_WIDTH_STEP;
  const heads = headCounts(width).reduce((best, count) =>
    Math.abs(count - shape.heads) < Math.abs(best - shape.heads) ? count : best,
  );
  while (heads % keyValueHeads !== 0) keyValueHeads--;
  return { ...shape, width, heads, keyValueHeads };
}

/** Shape of a Llama-like decoder. `feedForward` is the hidden width of the MLP. */
export const modelShape = shapeFields.superRefine((shape, context) => {
  for (const { subject, message } of checkShape(shape)) {
    context.addIssue({ code: 'custom', path: [subject], message });
  }
});

const base = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checkpoint'), id }),
  z.object({ kind: z.literal('random'), shape: modelShape }),
]);

/** One entry of the stream: a task or a mixture, how long, and how blurred its boundary with the phase before is. */
const phase = z.object({
  tasks: z
    .array(z.object({ id, weight: z.number().min(0.01).max(1) }))
    .min(1)
    .max(8),
  steps: z.int().min(1).max(2000),
  /**
   * Width in steps of the boundary with the phase before, centred on it: across it the probability that an example
   * comes from this phase rises linearly from 0 to 1. 0 = a hard switch. Without effect in the first phase.
   */
  blur: z.int().min(0).max(1000),
});

const learner = z.object({
  id,
  name: z.string().min(1).max(40),
  /** Colour, dash and marker: 0 = lower reference (neutral), 1 to 5 = the five inks, 6 = upper reference (neutral). */
  mark: z.int().min(0).max(6),
  objective: choice,
  methods: z.array(choice).max(6),
  trainable: choice,
  optimizer: choice,
  schedule: choice,
});

/** Learners are told apart by id everywhere: in records, charts and links. */
const learners = z
  .array(learner)
  .min(1)
  .max(6)
  .superRefine((list, context) => {
    list.forEach(({ id }, i) => {
      if (list.findIndex((l) => l.id === id) < i) {
        const message = `learner id: expected each id once, got '${id}' again.`;
        context.addIssue({ code: 'custom', path: [i, 'id'], message });
      }
    });
  });

export const experimentSchema = z.object({
  name: z.string().max(80),
  base,
  phases: z.array(phase).max(24),
  learners,
  seeds: z.object({ first: z.int().min(0).max(1_000_000), count: z.int().min(1).max(10) }),
  /** Sequences per optimizer step, the same for every learner. */
  batchSize: z.int().min(1).max(128),
  evaluation: z.object({
    /** Steps between evaluations. */
    every: z.int().min(1).max(500),
    /** Evaluate more often just after a boundary, where curves move fastest. */
    denseAfterBoundary: z.boolean(),
    /** Held-out items per capability. */
    items: z.int().min(8).max(512),
  }),
});

export type Experiment = z.infer<typeof experimentSchema>;
export type Phase = z.infer<typeof phase>;
export type LearnerConfig = z.infer<typeof learner>;
export type BaseConfig = z.infer<typeof base>;

/** Optimizer steps in the whole stream. */
export function totalSteps(experiment: Experiment): number {
  return experiment.phases.reduce((sum, p) => sum + p.steps, 0);
}

/** First step of every phase, then the total: `[0, 100, 200]` for two phases of 100 steps. */
export function phaseBoundaries(phases: readonly Phase[]): number[] {
  const boundaries = [0];
  for (const p of phases) boundaries.push(boundaries.at(-1)! + p.steps);
  return boundaries;
}

/** Offsets after a boundary at which an extra evaluation happens, besides the regular cadence. */
const DENSE_OFFSETS = [10] as const;

/**
 * The steps (counted in finished optimizer steps, 0 = the base) at which every capability is evaluated: each boundary,
 * every `every` steps inside a phase and, if asked, soon after each boundary.
 */
export function evaluationSteps(experiment: Experiment): number[] {
  const { every, denseAfterBoundary } = experiment.evaluation;
  const steps = new Set([0]);
  let start = 0;
  for (const p of experiment.phases) {
    for (let offset = every; offset < p.steps; offset += every) steps.add(start + offset);
    if (denseAfterBoundary) {
      for (const offset of DENSE_OFFSETS) if (offset < p.steps) steps.add(start + offset);
    }
    start += p.steps;
    steps.add(start);
  }
  return [...steps].sort((a, b) => a - b);
}
