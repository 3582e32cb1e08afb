// What is asked of a learner's verbs, and what they count.

import type { Batch } from '../engine/batch.ts';
import type { Item } from './example.ts';

/** A forward pass, in passes forward and backward. */
export const FORWARD_PASS = 1 / 3;

/** What was done so far, in the terms of a declared cost. */
export interface VerbCounts {
  /** Whole-model vectors held. */
  readonly vectors: number;
  /** Sequences passed forward and backward within steps. */
  readonly sequences: number;
  /** Of the rows passed backward within steps beside the step's own batch: how many, and how many the stream did not show. */
  readonly rows: number;
  readonly rehearsed: number;
  /** Single sequences passed forward and backward at boundaries. */
  readonly boundarySequences: number;
  /** Hidden states stored. */
  readonly storedStates: number;
  /** Rows of logits held. */
  readonly logitRows: number;
}

/** What a step shows, so that what is passed beside it can be told apart. */
export interface StepView {
  readonly items: ReadonlySet<Item>;
  readonly batch: Batch;
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
