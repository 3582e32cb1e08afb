// A prompt with a demonstration before it, as the base's own data have it: `<f>flax=xalf|<f>flax=`. The model that reads
// it is the teacher of self-distillation; the student reads `<f>flax=`.

import type { TaughtBatch } from '../../engine/model/contextTeacher.ts';
import { makeBatch } from '../batching.ts';
import { type Item, answerStart, promptTokens } from '../example.ts';
import { answerTo } from './ownAnswers.ts';
import { CONTEXT, encode, NEWLINE } from '../tasks/vocabulary.ts';

/** An answer as the student writes it and as the teacher reads it. */
export interface TaughtAnswer {
  readonly student: Item;
  readonly teacher: Item;
  /** Token of each at which the answer begins. */
  readonly starts: readonly [student: number, teacher: number];
  /** Tokens of the answer. */
  readonly length: number;
}

/** The prompt after itself with the answer of the example: what the teacher reads. */
export function demonstrationOf(example: Item): number[] {
  const prompt = promptTokens(example);
  const shown = example.tokens.slice(answerStart(example)).filter((token) => token !== NEWLINE);
  return [...prompt, ...shown, ...encode('|'), ...prompt.slice(1)];
}

/** `answer` to an example's prompt, for a teacher that is shown the example or not. Cut where the context ends. */
export function taughtAnswer(
  example: Item,
  answer: readonly number[],
  demonstrated: boolean,
): TaughtAnswer {
  const prompt = promptTokens(example);
  const shown = demonstrated ? demonstrationOf(example) : prompt;
  // A sequence may have one token more than the context, since the last one is only predicted.
  const written = answer.slice(0, Math.max(0, CONTEXT + 1 - shown.length));
  return {
    student: answerTo(prompt, written),
    teacher: answerTo(shown, written),
    starts: [prompt.length, shown.length],
    length: written.length,
  };
}

/** The batch of these items: those that are a key of `answers` are taught by a teacher, the others by their targets. */
export function taughtBatch(
  items: readonly Item[],
  answers: { get(item: Item): TaughtAnswer | undefined },
): TaughtBatch {
  const student = makeBatch(items);
  const teacher = makeBatch(items.map((item) => answers.get(item)?.teacher ?? item));
  const taught = new Float32Array(student.weights.length);
  const pairs: [number, number][] = [];
  items.forEach((item, row) => {
    const answer = answers.get(item);
    if (!answer) return;
    for (let i = 0; i < answer.length; i++) {
      // Token t of a row is predicted at position t - 1.
      const at = row * student.length + answer.starts[0] + i - 1;
      taught[at] = student.weights[at]!;
      student.weights[at] = 0;
      pairs.push([row * teacher.length + answer.starts[1] + i - 1, at]);
    }
  });
  return { student, taught, teacher, pairs };
}
