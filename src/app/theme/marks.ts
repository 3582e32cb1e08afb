// The marks of learners (colour, dash and filled marker) and of tasks (dash and hollow marker): always together, never colour alone.

export interface Mark {
  /** SVG path of the marker, centred on 0,0 and about 7 px wide. */
  readonly path: string;
  /** `stroke-dasharray`; empty for a solid line. */
  readonly dash: string;
}

/** A learner's mark; `hollow` only for the upper reference's ring. */
export interface LearnerMark extends Mark {
  readonly color: string;
  readonly hollow: boolean;
}

const CIRCLE = 'M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z';
const SQUARE = 'M-3-3H3V3H-3z';
const TRIANGLE = 'M0-3.8L3.8 3H-3.8z';
const DIAMOND = 'M0-4.2L4.2 0L0 4.2L-4.2 0z';
const PENTAGON = 'M0-3.9L3.7-1.2L2.3 3.2H-2.3L-3.7-1.2z';
const CROSS = 'M-1.3-3.8H1.3V-1.3H3.8V1.3H1.3V3.8H-1.3V1.3H-3.8V-1.3H-1.3z';
const STAR = 'M0-4.3L1.2-1.6L4.1-1.3L1.9.6L2.5 3.5L0 2L-2.5 3.5L-1.9.6L-4.1-1.3L-1.2-1.6z';

/** Of the line of what a learner knows with its memory taken away. */
export const BARE_DASH = '7 4';

/** The two marks that are neutral and belong to the references. */
export const LOWER_REFERENCE_MARK = 0;
export const UPPER_REFERENCE_MARK = 6;

const LEARNERS: readonly [Mark, ...Mark[]] = [
  { path: CIRCLE, dash: '1.5 2.5' },
  { path: SQUARE, dash: '' },
  { path: TRIANGLE, dash: '6 2.5' },
  { path: DIAMOND, dash: '9 2.5 2 2.5' },
  { path: CROSS, dash: '4 2' },
  { path: STAR, dash: '12 3' },
  { path: CIRCLE, dash: '2 4' },
];

const TASKS: readonly [Mark, ...Mark[]] = [
  { path: CIRCLE, dash: '7 3' },
  { path: SQUARE, dash: '2 2.5' },
  { path: TRIANGLE, dash: '9 2.5 2 2.5' },
  { path: DIAMOND, dash: '' },
  { path: PENTAGON, dash: '12 3 2 3' },
  { path: CROSS, dash: '4 2' },
  { path: STAR, dash: '1 3' },
];

/** Colour, dash and filled marker of a learner by its `mark` (0 to 6). */
export function learnerMark(mark: number): LearnerMark {
  const shape = LEARNERS[mark] ?? LEARNERS[0];
  return { ...shape, color: learnerColor(mark), hollow: mark === UPPER_REFERENCE_MARK };
}

/** CSS colour of a learner by its `mark`. */
export function learnerColor(mark: number): string {
  return `var(--l-${mark})`;
}

/** Dash and hollow marker of the n-th different task of the stream (0-based); they repeat after seven. */
export function taskMark(position: number): Mark {
  return TASKS[position % TASKS.length] ?? TASKS[0];
}
