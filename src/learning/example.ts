// An example as the learning side passes it around: tasks make them, methods store them, batches are made of them.

/** One example, ready for the model. All arrays have the same length. */
export interface Item {
  /** Ids, from the newline that begins the item to the newline that ends it. */
  readonly tokens: readonly number[];
  /** Loss weight of predicting `tokens[i]` from what precedes it; 0 at i = 0. */
  readonly weights: readonly number[];
  /** Whether `tokens[i]` must be predicted right for the item to count as an exact match. */
  readonly scored: readonly boolean[];
}
