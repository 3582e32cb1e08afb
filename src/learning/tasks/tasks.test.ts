// The contract of every task in the registry, and an independent reading of every answer.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { ANY_FUNCTIONS } from './any.ts';
import { factsOf, OLD_FACTS } from './facts.ts';
import { BASE_FUNCTIONS, NEW_FUNCTIONS } from './functionTable.ts';
import { isHeldOut } from './heldOut.ts';
import { REGISTRY } from './index.ts';
import type { Item } from '../example.ts';
import { classHolds, oneBijection, parityHolds } from '../testing/readings.ts';
import { REGISTRY as WORLDS } from '../worlds/index.ts';
import { KNOWN_BIJECTIONS, NEW_BIJECTIONS } from './bijections.ts';
import {
  BIJECTION_IDS,
  type BijectionId,
  CONTEXT,
  decode,
  NEWLINE,
  VOCABULARY_SIZE,
} from './vocabulary.ts';

const identity = { apply: (word: string) => word };
const bijections = [...KNOWN_BIJECTIONS, ...NEW_BIJECTIONS];
const FUNCTIONS = new Map([
  ...[...BASE_FUNCTIONS, ...NEW_FUNCTIONS, ...bijections].map((f) => [`<${f.id}>`, f] as const),
  ['<identity>', identity],
]);
const NAME = /<[^>]+>/g;

const text = (item: Item): string => decode(item.tokens);
const marked = (item: Item, marks: readonly (boolean | number)[]): string =>
  decode(item.tokens.filter((_, i) => Boolean(marks[i])));

/** Whether a line such as `<next><reverse>flax=xalf=ybmg` follows from applying its functions, the nearest one first. */
function functionsHold(line: string): boolean {
  const names = line.match(NAME)!;
  const [word, ...answers] = line.replace(NAME, '').split('=') as [string, ...string[]];
  const chain: string[] = [];
  for (const name of names.toReversed()) {
    chain.push(FUNCTIONS.get(name)!.apply(chain.at(-1) ?? word));
  }
  const expected = answers.length === 1 ? chain.slice(-1) : chain;
  return expected.join('=') === answers.join('=');
}

/** Whether the line is `<m>`, a word and what a function makes of it. */
function shows(id: string, line: string): boolean {
  const [, word, answer] = /^<m>([a-z]+)=([a-z]+)$/.exec(line)!;
  return FUNCTIONS.get(`<${id}>`)!.apply(word!) === answer;
}

/** Checks of what is between the newlines, by task id; all other tasks are functions or pairs of them. */
const CHECKS: Record<string, (line: string) => boolean> = {
  addition(line) {
    const [, a, b, sum] = /^(\d\d)\+(\d\d)=(\d+)$/.exec(line)!;
    return Number(a) + Number(b) === Number(sum);
  },
  recall(line) {
    const [given, asked] = line.split('=') as [string, string];
    const pairs = (s: string): string[] => (s.match(/[a-z]\d/g) ?? []).toSorted();
    const keys = new Set(given.match(/[a-z]/g));
    return keys.size === 3 && pairs(given).join() === pairs(asked).join();
  },
  grammar(line) {
    const sentence =
      /^(?:the|my|our|his|her) (?:[a-z]{3} )?[a-z]{3}(s?) (?:lead|want|[a-z]{3})(s?) (\w+) [a-z]{3}(s?)\.$/;
    const [, subject, verb, determiner, object] = sentence.exec(line)!;
    const wanted = { a: '', one: '', two: 's', ten: 's' }[determiner!] ?? object;
    return subject !== verb && object === wanted;
  },
  anagram(line) {
    const [, word, answer] = /^<m>([a-z]+)=([a-z]+)$/.exec(line)!;
    return [...word!].toSorted().join() === [...answer!].toSorted().join();
  },
  'anagram-reversed': (line) => shows('reverse', line),
  'anagram-rotated': (line) => shows('rotate-left', line),
  any(line) {
    const [, word, answer] = /^<m>(\w+)=(\w+)$/.exec(line)!;
    return ANY_FUNCTIONS.some((f) => f.apply(word!) === answer);
  },
  'parity-one': parityHolds(1),
  'parity-two': parityHolds(2),
  'parity-any': parityHolds(5),
  'digits-next'(line) {
    const [, word, answer] = /^<next>(\d{4})=(\d{4})$/.exec(line)!;
    return [...word!].every((digit, i) => (Number(digit) + 1) % 10 === Number(answer![i]));
  },
  'old-facts-changed': (line) => /=[a-z]$/.test(line) && !factHolds('old-facts', line),
  'fact-demonstration'(line) {
    const told = line.split('|');
    const asked = told.pop()!;
    return told
      .filter((fact) => keyOf(fact) === keyOf(asked))
      .join('|')
      .endsWith(asked.slice(-2));
  },
  ...Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [`contradiction-${i + 1}`, oneBijection()]),
  ),
  ...Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`classes-${i + 1}`, classHolds(i)])),
  demonstration(line) {
    const [shown, asked] = line.split('|');
    return shown === asked && !functionsHold(asked!);
  },
};

/** Entity and attribute that a line is about, in whatever wording. */
function keyOf(line: string): string {
  const [prompt] = line.split('=') as [string];
  return `${/[A-Z]{2}/.exec(prompt)![0]} ${/[hj]/.exec(prompt)![0]}`;
}

const KNOWN_FACTS = new Map<string, string>(
  [
    ...[1, 2, 3, 4, 5].map((number) => ({ id: `facts-${number}`, facts: factsOf(number) })),
    ...['old-facts', 'old-facts-again'].map((id) => ({ id, facts: OLD_FACTS })),
    {
      id: 'old-facts-capitals',
      facts: OLD_FACTS.map((f) => ({ ...f, value: f.value.toUpperCase() })),
    },
  ].flatMap(({ id, facts }) =>
    facts.map((f) => [`${id} ${f.entity} ${f.attribute}`, f.value] as const),
  ),
);

/** Whether a line states, in any order and wording, a fact of this task. */
const factHolds = (id: string, line: string): boolean =>
  KNOWN_FACTS.get(`${id} ${keyOf(line)}`) === line.split('=')[1];

/** What is wrong with the form of an item, or null. */
function faultOf({ tokens, weights, scored }: Item): string | null {
  const faults = {
    lengths: weights.length !== tokens.length || scored.length !== tokens.length,
    context: tokens.length > CONTEXT,
    vocabulary: tokens.some((t) => !(Number.isInteger(t) && t >= 0 && t < VOCABULARY_SIZE)),
    newlines:
      tokens[0] !== NEWLINE || tokens.at(-1) !== NEWLINE || tokens.slice(1, -1).includes(NEWLINE),
    opening: weights[0] !== 0 || scored[0] !== false,
    unscored: !scored.some(Boolean),
    'scored without loss': scored.some((s, i) => s && weights[i] !== 1),
  };
  return Object.entries(faults).find(([, holds]) => holds)?.[0] ?? null;
}

const byDefault = (line: string): boolean => functionsHold(line);

describe.each(REGISTRY.map((task) => [task.info.id, task] as const))('task %s', (id, task) => {
  const rng = new Rng(11);
  const training = Array.from({ length: 5000 }, () => task.sample(rng));
  const heldOut = task.heldOut(200);

  test('is a function of the random numbers it is given', () => {
    const first = training.slice(0, 50);
    const again = new Rng(11);
    expect(first.map(() => task.sample(again))).toEqual(first);
    const other = new Rng(12);
    expect(first.map(() => task.sample(other))).not.toEqual(first);
  });

  test('writes items in the vocabulary, within the context, between two newlines', () => {
    const faulty = [...training, ...heldOut].filter((item) => faultOf(item) !== null);
    expect(faulty.map((item) => [text(item), faultOf(item)])).toEqual([]);
  });

  test('has right answers', () => {
    const ofKind = task.closed ? (line: string) => factHolds(id, line) : byDefault;
    const check = CHECKS[id] ?? ofKind;
    const wrong = [...training, ...heldOut]
      .map((item) => text(item).trim())
      .filter((l) => !check(l));
    expect(wrong).toEqual([]);
  });

  test('has the same held-out set on every call, and longer sets begin with shorter ones', () => {
    expect(task.heldOut(200)).toEqual(heldOut);
    expect(task.heldOut(20)).toEqual(heldOut.slice(0, 20));
  });

  test('describes itself', () => {
    expect(task.short.length).toBeLessThanOrEqual(6);
    expect(task.chance).toBeGreaterThanOrEqual(0);
    expect(task.chance).toBeLessThan(1);
    expect(task.info.examples.length).toBeGreaterThan(0);
  });
});

const listed = (closed: boolean) =>
  REGISTRY.filter((task) => (task.closed ?? false) === closed).map(
    (task) => [task.info.id, task] as const,
  );

const trainingOf = (task: (typeof REGISTRY)[number], count = 5000) => {
  const rng = new Rng(11);
  return Array.from({ length: count }, () => text(task.sample(rng)));
};

test.each(listed(false))('task %s holds out examples that training never shows', (_, task) => {
  const texts = new Set(task.heldOut(200).map(text));
  expect(texts.size).toBe(200);
  expect(trainingOf(task).filter((line) => texts.has(line))).toEqual([]);
  // A function of three digits has 2000 prompts, a fifth of which are held out.
  const few = BIJECTION_IDS.includes(task.short as BijectionId) || task.rivals !== undefined;
  expect(task.heldOut(512).length).toBeGreaterThanOrEqual(few ? 350 : 512);
});

test.each(listed(true))('task %s is closed: it evaluates what it teaches, each once', (_, task) => {
  const texts = task.heldOut(1000).map(text);
  expect(new Set(texts).size).toBe(texts.length);
  expect(new Set(trainingOf(task, 20_000))).toEqual(new Set(texts));
});

test('task ids are distinct, and the column heads of a world', () => {
  expect(new Set(REGISTRY.map((t) => t.info.id)).size).toBe(REGISTRY.length);
  for (const { info } of WORLDS) {
    const heads = REGISTRY.filter((t) => t.info.worlds.includes(info.id)).map((t) => t.short);
    expect(new Set(heads).size).toBe(heads.length);
  }
});

test('the prompt up to its last "=" decides what is held out', () => {
  for (const id of ['reverse', 'pairs-direct', 'addition', 'any', 'demonstration']) {
    const task = REGISTRY.find((t) => t.info.id === id)!;
    const prompt = (item: Item): string =>
      text(item)
        .trim()
        .replace(/[^=]*$/, '');
    const rng = new Rng(3);
    expect(task.heldOut(100).every((item) => isHeldOut(prompt(item)))).toBe(true);
    for (let i = 0; i < 300; i++) expect(isHeldOut(prompt(task.sample(rng)))).toBe(false);
  }
});

test('loss and score lie on the answer and its newline, on values, and on agreement letters', () => {
  const first = (id: string): Item => REGISTRY.find((t) => t.info.id === id)!.sample(new Rng(5));
  const reverse = first('reverse');
  expect(marked(reverse, reverse.weights)).toBe(`${text(reverse).split('=')[1]}`);
  expect(marked(reverse, reverse.scored)).toBe(marked(reverse, reverse.weights));
  const pair = first('pairs');
  expect(marked(pair, pair.scored)).toBe(text(pair).split('=').slice(1).join('='));
  const recall = first('recall');
  expect(marked(recall, recall.weights)).toMatch(/^\d{3}$/);
  expect(marked(recall, recall.scored)).toBe(text(recall).split('=')[1]!.replace(/\D/g, ''));
  const grammar = first('grammar');
  expect(marked(grammar, grammar.weights)).toBe(text(grammar).slice(1));
  expect(marked(grammar, grammar.scored)).toMatch(/^[ s][.s]?$/);
});

test('the examples shown to people are answered as the task answers', () => {
  for (const task of REGISTRY) {
    for (const { prompt, answer } of task.info.examples) {
      const f = FUNCTIONS.get(`<${task.info.id}>`);
      const whole = prompt.startsWith('<') && !prompt.includes('|');
      if (whole) expect(functionsHold(`${prompt}=${answer}`)).toBe(true);
      else if (f) expect(f.apply(prompt)).toBe(answer);
    }
  }
});

test('contradictions answer the same prompts differently', () => {
  const rivals = REGISTRY.filter((task) => task.rivals === 'contradiction');
  const answers = rivals.map((task) => {
    const lines = task.heldOut(1000).map((item) => text(item).trim());
    return new Map(lines.map((line) => [line.split('=')[0]!, line]));
  });
  const [first, second] = answers as [Map<string, string>, Map<string, string>];
  const shared = [...first.keys()].filter((prompt) => second.has(prompt));
  expect(shared.length).toBeGreaterThan(100);
  const same = shared.filter((prompt) => first.get(prompt) === second.get(prompt));
  expect(same.length / shared.length).toBeLessThan(0.1);
});
