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
const OLD_ENTITIES = 128;
const ATTRIBUTES = ['h', 'j'] as const;

export interface Fact {
  readonly entity: string;
  readonly attribute: (typeof ATTRIBUTES)[number];
  readonly value: string;
}

/** All names that an entity can have, in an order that nothing but chance decides. */
function entityNames(): string[] {
  const capitals = [...LETTERS.toUpperCase()];
  const names = capitals.flatMap((first) => capitals.map((second) => first + second));
  return new Rng(0, hashString('facts')).shuffled(names);
}

/** Facts of these entities; `name` decides the values. */
function factsAbout(entities: readonly string[], name: string): Fact[] {
  const values = new Rng(0, hashString('facts')).fork(name);
  return entities.flatMap((entity) =>
    ATTRIBUTES.map((attribute) => ({ entity, attribute, value: values.pick([...LETTERS]) })),
  );
}

/** The facts of task `number`, counted from 1; the same for every seed. */
export function factsOf(number: number): readonly Fact[] {
  const entities = entityNames().slice((number - 1) * ENTITIES, number * ENTITIES);
  return factsAbout(entities, `values ${number}`);
}

const OLD_FROM = TASKS * ENTITIES;

/** What the bases of the world of facts know by heart; no task teaches any of it. */
export const OLD_FACTS: readonly Fact[] = factsAbout(
  entityNames().slice(OLD_FROM, OLD_FROM + OLD_ENTITIES),
  'values of old facts',
);

/** Entities that nothing is known of. */
const UNKNOWN_ENTITIES: readonly string[] = entityNames().slice(OLD_FROM + OLD_ENTITIES);

/** A fact that is true nowhere: of an entity that nothing is known of. */
export function inventedFact(rng: Rng): Fact {
  return {
    entity: rng.pick(UNKNOWN_ENTITIES),
    attribute: rng.pick(ATTRIBUTES),
    value: rng.pick([...LETTERS]),
  };
}

/** The prompts that a fact answers: two statements of it, then a question. */
export const FACT_PROMPTS = [
  ({ entity, attribute }: Fact): string => `${entity}.${attribute}=`,
  ({ entity, attribute }: Fact): string => `${attribute}:${entity}=`,
  ({ entity, attribute }: Fact): string => `?${entity},${attribute}=`,
] as const;

const [statement, turned, question] = FACT_PROMPTS.map(
  (prompt) => (fact: Fact) => buildItem(answerDraft(prompt(fact), fact.value)),
) as [(fact: Fact) => Item, (fact: Fact) => Item, (fact: Fact) => Item];

/** Entities whose questions are taught: every other one. */
const isAsked = (index: number): boolean => Math.floor(index / ATTRIBUTES.length) % 2 === 0;

/** Questions about those of the facts that no training example puts as a question: paraphrases. */
export function questionsNotTaught(facts: readonly Fact[]): Item[] {
  return facts.filter((_, i) => !isAsked(i)).map(question);
}

/** Both statements of every fact: the first of all, then the turned ones. */
export const statementsOf = (facts: readonly Fact[]): Item[] => [
  ...facts.map(statement),
  ...facts.map(turned),
];

interface FactsTaskOptions {
  readonly facts: readonly Fact[];
  readonly id: string;
  readonly label: string;
  readonly short: string;
  readonly group: 'general' | 'new';
  readonly worlds: readonly string[];
  readonly rivals?: string;
  /** How they are told, where that is not as everywhere. */
  readonly told?: string;
}

/** A task of these facts, each in both statements and half of them as a question. */
export function factsTask(options: FactsTaskOptions): Task {
  const { facts, id, label, short, group, worlds, rivals, told = '' } = options;
  // Every fact once before any a second time, so that a short evaluation asks for all of them.
  const taught = [...statementsOf(facts), ...facts.filter((_, i) => isAsked(i)).map(question)];
  return {
    info: {
      id,
      label,
      summary: `Knows home and job of ${facts.length / ATTRIBUTES.length} made-up entities${told}; tested on what was taught, since facts cannot be guessed.`,
      group,
      worlds,
      examples: facts.slice(0, 3).map(({ entity, attribute, value }) => ({
        prompt: `${entity}.${attribute}`,
        answer: value,
      })),
      params: {},
    },
    short,
    chance: 1 / LETTERS.length,
    reward: rewardOwnAnswer,
    ...(rivals !== undefined && { rivals }),
    closed: true,
    sample: (rng) => rng.pick(taught),
    heldOut: (count) => taught.slice(0, count),
  };
}

export const FACTS: readonly Task[] = Array.from({ length: TASKS }, (_, i) =>
  factsTask({
    facts: factsOf(i + 1),
    id: `facts-${i + 1}`,
    label: `Facts ${i + 1}`,
    short: `fact-${i + 1}`,
    group: 'new',
    worlds: ['strings', 'facts'],
  }),
);

/** What the bases of the world of facts know by heart, as a task. */
export const OLD_FACTS_TASK = factsTask({
  facts: OLD_FACTS,
  id: 'old-facts',
  label: 'Old facts',
  short: 'old-f',
  group: 'general',
  worlds: ['facts'],
});
