// What is asked of a learner: every threshold of the scorecard, with the words that a figure is told in. All of them are
// proposals of this product, made so that each clause separates a learner that does what the word says from one that only looks
// like it; none is from the literature, unless it says so.

/** A condition: what is measured, which way it has to go and how far. */
export interface Asked {
  /** What is measured, in plain words. */
  readonly label: string;
  /** The figure in a sentence; `#` stands for it. */
  readonly says: string;
  readonly direction: 'at-least' | 'at-most';
  readonly threshold: number;
  /** How the figure is printed: as a share without its leading zero unless said otherwise. */
  readonly format?: 'percent' | 'change';
}

export const ASKED = {
  // Sequential exposure. Replaying everything is not an answer, so stores have caps; the future is never read.
  futureRead: {
    label: 'read of later tasks',
    says: 'It reads # examples of tasks that come later',
    direction: 'at-most',
    threshold: 0,
  },
  generalRead: {
    label: "read or kept of the base's own",
    says: 'It reads or keeps # of the examples that the base was made from',
    direction: 'at-most',
    threshold: 0.01,
    format: 'percent',
  },
  /** In place of the one before where the base is random weights: it was made from nothing that could be read again. */
  generalReadOfRandom: {
    label: "read or kept of a base's own",
    says: 'It reads or keeps # examples of general data, though the base was made from none',
    direction: 'at-most',
    threshold: 0,
  },
  storedPerTask: {
    label: 'stored of a task, of shown',
    says: 'It keeps # of the examples of one task that a phase shows',
    direction: 'at-most',
    threshold: 0.1,
    format: 'percent',
  },
  /** The same cap for examples that are read anew: otherwise a store could be had by asking for the data again. */
  taskRead: {
    label: 'read again, of those shown',
    says: 'Beyond the stream it reads # of the examples that a phase shows',
    direction: 'at-most',
    threshold: 0.1,
    format: 'percent',
  },
  logged: {
    label: 'phases that are logged',
    says: 'Its accesses are logged for # of the phases',
    direction: 'at-least',
    threshold: 1,
    format: 'percent',
  },

  // New, differently-distributed data: what counts as shifted is in SHIFT below.
  shifted: {
    label: 'phases of new, unlikely data',
    says: '# of the phases teach what was neither known nor likely before',
    direction: 'at-least',
    threshold: 0.8,
    format: 'percent',
  },

  // New capabilities. Measured against a single-task learner, so that a task's difficulty is no fault of the learner.
  learned: {
    label: 'learned, of a fresh copy’s',
    says: 'It learns # of what a fresh copy of the base learns from each task alone',
    direction: 'at-least',
    threshold: 0.9,
  },
  worstLearned: {
    label: 'the same in the worst phase',
    says: 'In one phase it learns # of what a fresh copy of the base learns',
    direction: 'at-least',
    threshold: 0.7,
  },
  /** Normalised gain, after CL-Bench (arXiv 2606.05661). */
  gain: {
    label: 'least gain, of what was left',
    says: 'On one task it gains # of what there was to gain',
    direction: 'at-least',
    threshold: 0.5,
  },

  // Efficiently.
  examples: {
    label: 'examples, over a fresh copy’s',
    says: 'It needs # times the new examples that a fresh copy of the base needs',
    direction: 'at-most',
    threshold: 1.5,
  },
  flops: {
    label: 'computation, over naive’s',
    says: 'It takes # times the computation of plain fine-tuning',
    direction: 'at-most',
    threshold: 4,
  },
  rehearsed: {
    label: 'share of rows not new',
    says: '# of the rows that it trains on are not new',
    direction: 'at-most',
    threshold: 0.55,
    format: 'percent',
  },
  speed: {
    label: 'late over early speed',
    says: 'It learns late phases at # of the speed of early ones',
    direction: 'at-least',
    threshold: 0.9,
  },

  // Compositionally. Below .6 the ratio is noise, as nothing is left to compose.
  control: {
    label: 'control: pairs the base knows',
    says: 'The base itself answers # of the pairs that it has seen and whose parts it can do',
    direction: 'at-least',
    threshold: 0.8,
  },
  parts: {
    label: 'both parts, each alone',
    says: 'Nothing is left to compose: both parts of a pair are done, each alone, in # of cases',
    direction: 'at-least',
    threshold: 0.6,
  },
  composed: {
    label: 'pairs, of doable parts',
    says: 'It answers # of the pairs whose parts it can do',
    direction: 'at-least',
    threshold: 0.8,
  },

  // Sequential exposure, its other half: what was taught is kept. Softer than the general capabilities, which the definition names.
  kept: {
    label: 'kept of what was learned',
    says: 'It keeps # of what it learned',
    direction: 'at-least',
    threshold: 0.9,
  },
  worstKept: {
    label: 'kept of the worst task',
    says: 'Of one task it keeps # of what it learned',
    direction: 'at-least',
    threshold: 0.7,
  },

  // At least preserving general capabilities: a non-inferiority test, so the lower end of the interval decides.
  change: {
    label: 'change of the known',
    says: 'What the base knew changes by # on average',
    direction: 'at-least',
    threshold: -0.03,
    format: 'change',
  },
  worstChange: {
    label: 'change of the worst known',
    says: 'One capability of the base changes by #',
    direction: 'at-least',
    threshold: -0.1,
    format: 'change',
  },
  lossRise: {
    label: 'rise of loss, nats per token',
    says: 'Its loss on general capabilities changes by # nats per token',
    direction: 'at-most',
    threshold: 0.05,
    format: 'change',
  },
  /** Reported and not asked for: a dip that recovers is no loss in the end. After De Lange et al. 2023 (arXiv 2205.13452). */
  lowest: {
    label: 'lowest moment, not asked for',
    says: 'At its lowest moment on the way the mean change is #',
    direction: 'at-least',
    threshold: -0.25,
    format: 'change',
  },

  // In its weights.
  inWeights: {
    label: 'without memory, of with it',
    says: 'Without its memory it answers # of what it answers with it',
    direction: 'at-least',
    threshold: 0.95,
  },
  growth: {
    label: 'growth of what is beside them',
    says: 'What it answers with beside its weights grows by # numbers per phase',
    direction: 'at-most',
    threshold: 0,
  },
} as const satisfies Readonly<Record<string, Asked>>;

/** From this chance-corrected accuracy on a task counts as learned, by a learner or by its reference. */
export const LEARNED = 0.5;

/** Share of the reference's final accuracy at which a task is nearly learned. */
export const NEARLY = 0.8;

/** What makes a phase a shifted one. */
export const SHIFT = {
  /** Loss of the phase's tasks at the base, above that of what the base knows; nats per token, at least. */
  lossExcess: 1,
  /** Chance-corrected accuracy just before the phase, at most. */
  before: 0.2,
  /** For tasks with many right answers in place of both: accuracy of the base's samples, at most. */
  sampled: 0.7,
} as const;

/** Figures this close to a threshold are on it: sums of shares such as .1 are not exact. */
const ROUNDING = 1e-9;

/** Whether a figure is at least a threshold. */
export const reaches = (value: number, threshold: number): boolean => value >= threshold - ROUNDING;
