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
    label: 'Examples read of tasks that come later',
    says: 'It reads # examples of tasks that come later',
    direction: 'at-most',
    threshold: 0,
  },
  generalRead: {
    label: "Base's own examples read or kept, of all that the base was made from",
    says: 'It reads or keeps # of the examples that the base was made from',
    direction: 'at-most',
    threshold: 0.01,
    format: 'percent',
  },
  /** In place of the one before where the base is random weights: it was made from nothing that could be read again. */
  generalReadOfRandom: {
    label: "Base's own examples read or kept, though the base has random weights",
    says: 'It reads or keeps # examples of general data, though the base was made from none',
    direction: 'at-most',
    threshold: 0,
  },
  storedPerTask: {
    label: 'Examples kept of one task, of those that a phase shows',
    says: 'It keeps # of the examples of one task that a phase shows',
    direction: 'at-most',
    threshold: 0.1,
    format: 'percent',
  },
  /** The same cap for examples that are read anew: otherwise a store could be had by asking for the data again. */
  taskRead: {
    label: 'Examples of tasks read again, of those that a phase shows',
    says: 'Beyond the stream it reads # of the examples that a phase shows',
    direction: 'at-most',
    threshold: 0.1,
    format: 'percent',
  },
  logged: {
    label: 'Phases with a line in the data-access log',
    says: 'Its accesses are logged for # of the phases',
    direction: 'at-least',
    threshold: 1,
    format: 'percent',
  },

  // New, differently-distributed data: what counts as shifted is in SHIFT below.
  shifted: {
    label: 'Phases that teach what was neither known nor likely before',
    says: '# of the phases teach what was neither known nor likely before',
    direction: 'at-least',
    threshold: 0.8,
    format: 'percent',
  },

  // New capabilities. Measured against a single-task learner, so that a task's difficulty is no fault of the learner.
  learned: {
    label: 'Learned in a phase, of what a fresh copy of the base learns from it',
    says: 'It learns # of what a fresh copy of the base learns from each task alone',
    direction: 'at-least',
    threshold: 0.9,
  },
  worstLearned: {
    label: 'The same in the worst phase',
    says: 'In one phase it learns # of what a fresh copy of the base learns',
    direction: 'at-least',
    threshold: 0.7,
  },
  /** Normalised gain, after CL-Bench (arXiv 2606.05661). */
  gain: {
    label: 'Gained on the task that gained least, of what there was to gain',
    says: 'On one task it gains # of what there was to gain',
    direction: 'at-least',
    threshold: 0.5,
  },

  // Efficiently.
  examples: {
    label: 'New examples until a task is nearly learned, over those of a fresh copy of the base',
    says: 'It needs # times the new examples that a fresh copy of the base needs',
    direction: 'at-most',
    threshold: 1.5,
  },
  flops: {
    label: 'Computation, over that of plain fine-tuning',
    says: 'It takes # times the computation of plain fine-tuning',
    direction: 'at-most',
    threshold: 4,
  },
  rehearsed: {
    label: 'Rows trained on that are not new',
    says: '# of the rows that it trains on are not new',
    direction: 'at-most',
    threshold: 0.55,
    format: 'percent',
  },
  speed: {
    label: 'Speed of learning in late phases, over that in early ones',
    says: 'It learns late phases at # of the speed of early ones',
    direction: 'at-least',
    threshold: 0.9,
  },

  // Compositionally. Below .6 the ratio is noise, as nothing is left to compose.
  control: {
    label: 'Pairs that the base has seen and answers, of those whose parts it can do',
    says: 'The base itself answers # of the pairs that it has seen and whose parts it can do',
    direction: 'at-least',
    threshold: 0.8,
  },
  parts: {
    label: 'Both parts of a pair done, each alone',
    says: 'Nothing is left to compose: both parts of a pair are done, each alone, in # of cases',
    direction: 'at-least',
    threshold: 0.6,
  },
  composed: {
    label: 'Pairs answered, of those whose parts are done',
    says: 'It answers # of the pairs whose parts it can do',
    direction: 'at-least',
    threshold: 0.8,
  },

  // Sequential exposure, its other half: what was taught is kept. Softer than the general capabilities, which the definition names.
  kept: {
    label: 'Kept of what was learned',
    says: 'It keeps # of what it learned',
    direction: 'at-least',
    threshold: 0.9,
  },
  worstKept: {
    label: 'Kept of the task that suffered most',
    says: 'Of one task it keeps # of what it learned',
    direction: 'at-least',
    threshold: 0.7,
  },

  // At least preserving general capabilities: a non-inferiority test, so the lower end of the interval decides.
  change: {
    label: 'Mean change of what the base knew',
    says: 'What the base knew changes by # on average',
    direction: 'at-least',
    threshold: -0.03,
    format: 'change',
  },
  worstChange: {
    label: 'Change of the capability that suffered most',
    says: 'One capability of the base changes by #',
    direction: 'at-least',
    threshold: -0.1,
    format: 'change',
  },
  lossRise: {
    label: 'Rise of the loss on general capabilities, nats per token',
    says: 'Its loss on general capabilities changes by # nats per token',
    direction: 'at-most',
    threshold: 0.05,
    format: 'change',
  },
  /** Reported and not asked for: a dip that recovers is no loss in the end. After De Lange et al. 2023 (arXiv 2205.13452). */
  lowest: {
    label: 'Lowest mean change at any moment, which is not asked for',
    says: 'At its lowest moment on the way the mean change is #',
    direction: 'at-least',
    threshold: -0.25,
    format: 'change',
  },

  // In its weights.
  inWeights: {
    label: 'Accuracy without its memory, of that with it',
    says: 'Without its memory it answers # of what it answers with it',
    direction: 'at-least',
    threshold: 0.95,
  },
  growth: {
    label: 'Numbers beside the weights that it answers with, growth per phase',
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
