// Knowledge that has to be learned by heart: made-up entities and their attributes, `KD.h=q` (after Allen-Zhu and Li 2023,
// arXiv 2309.14316 and 2309.14402, at the size of this world). An entity is two capital letters, which no base has seen; its
// home (h) and its job (j) are a letter each. A fact is told in two orders, and for half of the entities asked as a question
// as well; the questions about the other half are never shown: they tell whether a fact can be had in other words.

import { hashString, Rng } from '../../core/rng.ts';
import type { Item } from '../example.ts';
import { answerDraft, buildItem } from './item.ts';
import { rewardOwnAnswer } from './reward.ts';
import type { Task } from './task.ts';
import { LETTERS } from './words.ts';

/** Tasks of facts: a stream can teach several, no entity of which is in two. */
const TASKS = 5;
const ENTITIES = 32;
const ATTRIBUTES = ['h', 'j'] as const;

export interface Fact {
  readonly entity: string;
  readonly attribute: (typeof ATTRIBUTES)[number];
  readonly value: string;
}

/** The facts of task `number`, counted from 1; the same for every seed. */
export function factsOf(number: number): readonly Fact[] {
  const capitals = [...LETTERS.toUpperCase()];
  const names = capitals.flatMap((first) => capitals.map((second) => first + second));
  const rng = new Rng(0, hashString('facts'));
  const shuffled = rng.shuffled(names);
  const entities = shuffled.slice((number - 1) * ENTITIES, number * ENTITIES);
  const values = rng.fork(`values ${number}`);
  return entities.flatMap((entity) =>
    ATTRIBUTES.map((attribute) => ({ entity, attribute, value: values.pick([...LETTERS]) })),
  );
}

const statement = ({ entity, attribute, value }: Fact): Item =>
  buildItem(answerDraft(`${entity}.${attribute}=`, value));
const turned = ({ entity, attribute, value }: Fact): Item =>
  buildItem(answerDraft(`${attribute}:${entity}=`, value));
const question = ({ entity, attribute, value }: Fact): Item =>
  buildItem(answerDraft(`?${entity},${attribute}=`, value));

/** Entities whose questions are taught: every other one. */
const isAsked = (index: number): boolean => Math.floor(index / ATTRIBUTES.length) % 2 === 0;

/** Questions about facts of a task that no training example puts as a question: paraphrases. */
export function heldOutQuestions(number: number): Item[] {
  return factsOf(number)
    .filter((_, i) => !isAsked(i))
    .map(question);
}

function factsTask(number: number): Task {
  const facts = factsOf(number);
  // Every fact once before any a second time, so that a short evaluation asks for all of them.
  const taught = [
    ...facts.map(statement),
    ...facts.map(turned),
    ...facts.filter((_, i) => isAsked(i)).map(question),
  ];
  return {
    info: {
      id: `facts-${number}`,
      label: `Facts ${number}`,
      summary: `Knows home and job of ${ENTITIES} made-up entities; tested on what was taught, since facts cannot be guessed.`,
      group: 'new',
      examples: facts.slice(0, 3).map(({ entity, attribute, value }) => ({
        prompt: `${entity}.${attribute}`,
        answer: value,
      })),
      params: {},
    },
    short: `fact-${number}`,
    chance: 1 / LETTERS.length,
    reward: rewardOwnAnswer,
    closed: true,
    sample: (rng) => rng.pick(taught),
    heldOut: (count) => taught.slice(0, count),
  };
}

export const FACTS: readonly Task[] = Array.from({ length: TASKS }, (_, i) => factsTask(i + 1));
