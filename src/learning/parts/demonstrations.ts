// Stored examples before a prompt, in the form in which the base was taught to follow them: `prompt=answer|prompt=`.

import { ANSWER_TOKENS } from '../answerSampler.ts';
import { answerStart, type Item } from '../example.ts';
import { CONTEXT, encode } from '../tasks/vocabulary.ts';

const BETWEEN = encode('|')[0]!;

/** An example as a demonstration: without its newlines, and with the mark that separates it from what follows. */
const demonstration = (item: Item): number[] => [...item.tokens.slice(1, -1), BETWEEN];

/** The item with these examples before its prompt, the first nearest to it, as many as there is room for. */
export function withDemonstrations(item: Item, examples: readonly Item[]): Item {
  let room = Math.min(CONTEXT - item.tokens.length, CONTEXT - ANSWER_TOKENS - answerStart(item));
  let before: number[] = [];
  for (const example of examples) {
    const tokens = demonstration(example);
    room -= tokens.length;
    if (room < 0) break;
    before = [...tokens, ...before];
  }
  const [newline, ...rest] = item.tokens;
  return {
    tokens: [newline!, ...before, ...rest],
    weights: [0, ...before.map(() => 0), ...item.weights.slice(1)],
    scored: [false, ...before.map(() => false), ...item.scored.slice(1)],
  };
}
