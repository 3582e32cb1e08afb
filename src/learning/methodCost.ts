// What objectives and methods declare to take, and are held to by the trainer.

/** What a plug-in costs beyond plain fine-tuning. */
export interface MethodCost {
  /** Whole-model vectors held beside the parameters. */
  readonly vectors: number;
  /** Forward-backward passes per step beyond the one of fine-tuning, in batches of the experiment's size. */
  readonly passes: number;
  /** Single sequences that it passes forward and backward at the boundaries of a run of `phases` phases, all together. */
  readonly boundarySequences: number;
  /** Examples it may hold at the end of the stream. */
  readonly storedExamples: number;
  /** Hidden states it may hold at the end of the stream, each a vector as wide as the model and a token. */
  readonly storedStates?: number;
  /** Rows of logits, one value per token of the vocabulary, that it keeps of stored examples. */
  readonly logitRows?: number;
}
