// The definition, clause by clause: what a grade says of a learner. Grades are made by learning/scorecard and drawn by the page.

/** The clauses of the sentence, in its order; `kept` belongs to the words 'sequential exposure', as `sequential` does. */
export const CLAUSES = [
  'efficient',
  'compositional',
  'learned',
  'sequential',
  'kept',
  'shifted',
  'preserved',
  'in-weights',
] as const;

export type ClauseId = (typeof CLAUSES)[number];

/**
 * `open`: the figures it needs are not all there yet. `not-assessable`: they never will be, or say nothing (a control failed).
 * `not-applicable`: there is nothing that the clause could be asked of, such as keeping when nothing was learned.
 */
export type Verdict = 'met' | 'not-met' | 'not-assessable' | 'not-applicable' | 'open';

/** One condition of a clause. A clause is met only where all of its conditions are. */
export interface ConditionGrade {
  /** What is measured, in plain words. */
  readonly label: string;
  readonly value: number | null;
  /** The end of its 95 % interval that has to satisfy the condition; null where there is none. */
  readonly bound: number | null;
  /** Where the interval comes from. */
  readonly over?: 'seeds' | 'items';
  readonly direction: 'at-least' | 'at-most';
  readonly threshold: number;
  readonly verdict: Verdict;
}

export interface ClauseGrade {
  readonly clause: ClauseId;
  readonly verdict: Verdict;
  /** The figure beside the clause: that of the condition which decides; null where there is none. */
  readonly figure: number | null;
  readonly conditions: readonly ConditionGrade[];
  /** Why, in one plain sentence. */
  readonly reason: string;
}

/** `controlled-forgetting`: general capabilities are preserved though taught tasks are not. `improved`: they even gained. */
export type Badge = 'controlled-forgetting' | 'improved';

export interface LearnerGrade {
  readonly learnerId: string;
  /** Finished seeds behind it. */
  readonly seeds: number;
  /** In the order of CLAUSES. */
  readonly clauses: readonly ClauseGrade[];
  readonly badges: readonly Badge[];
}
