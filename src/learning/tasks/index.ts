// The registry of tasks: what a stream can be made of. Add a task by adding its file and one line here.

import { ADDITION } from './addition.ts';
import { ANAGRAM, ANAGRAM_REVERSED, ANAGRAM_ROTATED } from './anagram.ts';
import { ANY } from './any.ts';
import { BIJECTION_TASKS, CONTRADICTION_TASKS } from './bijections.ts';
import { CLASSES } from './classes.ts';
import { DEMONSTRATION } from './demonstration.ts';
import { FACTS, OLD_FACTS_TASK } from './facts.ts';
import { FACT_DEMONSTRATION } from './factDemonstration.ts';
import { BASE_FUNCTION_TASKS, NEW_FUNCTION_TASKS } from './functionTasks.ts';
import { GRAMMAR } from './grammar.ts';
import { DIGIT_FUNCTION_TASKS, PARITY_ANY, PARITY_ONE, PARITY_TWO } from './parity.ts';
import { PAIRS, PAIRS_DIRECT } from './pairs.ts';
import { RECALL } from './recall.ts';
import { RETOLD_FACTS } from './retoldFacts.ts';
import type { Task } from './task.ts';

export const REGISTRY: readonly Task[] = [
  ...NEW_FUNCTION_TASKS,
  ANAGRAM,
  ANAGRAM_REVERSED,
  ANAGRAM_ROTATED,
  PAIRS_DIRECT,
  ...CLASSES,
  ...FACTS,
  ...BASE_FUNCTION_TASKS,
  PAIRS,
  ADDITION,
  RECALL,
  GRAMMAR,
  ANY,
  DEMONSTRATION,
  OLD_FACTS_TASK,
  ...RETOLD_FACTS,
  FACT_DEMONSTRATION,
  ...Object.values(BIJECTION_TASKS).flatMap((tasks) => [
    ...tasks.new,
    ...tasks.known,
    ...tasks.seen,
  ]),
  ...CONTRADICTION_TASKS,
  PARITY_ONE,
  PARITY_TWO,
  PARITY_ANY,
  ...DIGIT_FUNCTION_TASKS,
];
