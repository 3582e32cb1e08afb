// What is asked of a learner's verbs, and what they count.

/** A forward pass, in passes forward and backward. */
export const FORWARD_PASS = 1 / 3;

/** What was done so far, in the terms of a declared cost. */
export interface VerbCounts {
  /** Whole-model vectors held. */
  readonly vectors: number;
  /** Sequences passed forward and backward within steps. */
  readonly sequences: number;
  /** Single sequences passed forward and backward at boundaries. */
  readonly boundarySequences: number;
  /** Hidden states stored. */
  readonly storedStates: number;
  /** Rows of logits held. */
  readonly logitRows: number;
}

/** How `squaredGradients` gets its labels. */
export interface LabelSource {
  /** Label sets drawn from the model for each item; 0: the item's own label. */
  readonly samples: number;
  readonly seed: number;
}

/** Which divergence from a reference, and how strong. */
export interface DivergenceChoice {
  readonly strength: number;
  /** true: KL(model | reference); false: KL(reference | model). */
  readonly reverse: boolean;
  readonly temperature: number;
}
