// From the text of an example to the arrays that a model is trained and scored on.

import type { Item } from '../example.ts';
import { encode, NEWLINE } from './vocabulary.ts';

/** A stretch of an example's text whose tokens are treated alike. */
export interface Segment {
  readonly text: string;
  /** Whether its tokens carry loss. */
  readonly loss: boolean;
  /** Whether its tokens must be right for an exact match. */
  readonly scored: boolean;
}

/** An example as text. `prompt` decides whether it is held out; the segments follow the newline that begins the item. */
export interface Draft {
  readonly prompt: string;
  readonly segments: readonly Segment[];
}

/** The usual example: no loss on the prompt; loss and exact match on the answer and its closing newline. */
export function answerDraft(prompt: string, answer: string): Draft {
  return {
    prompt,
    segments: [
      { text: prompt, loss: false, scored: false },
      { text: `${answer}\n`, loss: true, scored: true },
    ],
  };
}

/** The item of a draft, with loss weight 1 where there is loss. */
export function buildItem(draft: Draft): Item {
  const tokens = [NEWLINE];
  const weights = [0];
  const scored = [false];
  for (const segment of draft.segments) {
    for (const id of encode(segment.text)) {
      tokens.push(id);
      weights.push(segment.loss ? 1 : 0);
      scored.push(segment.scored);
    }
  }
  return { tokens, weights, scored };
}

/** The same item with loss weight `weight` on the tokens that had none, all but the opening newline. */
export function withPromptWeight(item: Item, weight: number): Item {
  return { ...item, weights: item.weights.map((w, i) => (i > 0 && w === 0 ? weight : w)) };
}
