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

/** `exact`: 1 for a right answer with its closing newline, else 0. `partial`: also the share of it that is right. */
export type Credit = 'exact' | 'partial';

/** The reward, 0 to 1, of an answer's tokens to the prompt of an item; an answer ends with a newline or was cut off. */
export type Reward = (item: Item, answer: readonly number[], credit: Credit) => number;

/** Index of the first token of an item's answer: the first that must be right. */
export function answerStart(item: Item): number {
  const start = item.scored.indexOf(true);
  return start < 0 ? item.tokens.length : start;
}

/** The tokens that ask: all before the answer, the opening newline included. */
export function promptTokens(item: Item): readonly number[] {
  return item.tokens.slice(0, answerStart(item));
}
