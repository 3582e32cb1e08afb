// A small grammar: `the big dog sees my cats.` The verb agrees with the subject, and a noun with its number word. All
// letters carry loss; only the letters that show agreement are scored, for nothing else can be known.

import type { Rng } from '../../core/rng.ts';
import type { Draft, Segment } from './item.ts';
import { stringTask } from './stringTask.ts';

const SUBJECT_DETERMINERS = ['the', 'my', 'our', 'his', 'her'];
const ADJECTIVES = ['big', 'red', 'old', 'sad', 'shy', 'wet'];
const NOUNS = ['dog', 'cat', 'pig', 'cow', 'hen', 'bee', 'cub', 'pup', 'rat', 'bug'];
const VERBS = ['see', 'hug', 'pet', 'hit', 'tag', 'nip', 'lead', 'want'];

/** Number that an object's determiner asks for; null = either. */
const OBJECT_DETERMINERS = [
  { word: 'the', plural: null },
  { word: 'my', plural: null },
  { word: 'a', plural: false },
  { word: 'one', plural: false },
  { word: 'two', plural: true },
  { word: 'ten', plural: true },
];

const free = (text: string): Segment => ({ text, loss: true, scored: false });
const agreeing = (text: string): Segment => ({ text, loss: true, scored: true });

function grammarDraft(rng: Rng): Draft {
  const adjective = rng.below(2) === 1 ? `${rng.pick(ADJECTIVES)} ` : '';
  const pluralSubject = rng.below(2) === 1;
  const subject = `${rng.pick(SUBJECT_DETERMINERS)} ${adjective}${rng.pick(NOUNS)}${pluralSubject ? 's' : ''}`;
  const prompt = `${subject} ${rng.pick(VERBS)}`;
  const determiner = rng.pick(OBJECT_DETERMINERS);
  const pluralObject = determiner.plural ?? rng.below(2) === 1;
  // After the stem comes 's' or what follows a bare form; that one letter shows the number.
  const verbEnd = pluralSubject ? [agreeing(' ')] : [agreeing('s'), free(' ')];
  const nounMark = determiner.plural === null ? free : agreeing;
  const nounEnd = pluralObject ? [nounMark('s'), free('.')] : [nounMark('.')];
  const segments = [
    free(prompt),
    ...verbEnd,
    free(`${determiner.word} ${rng.pick(NOUNS)}`),
    ...nounEnd,
    free('\n'),
  ];
  return { prompt, segments };
}

const NEUTRAL_SHARE =
  OBJECT_DETERMINERS.filter((d) => d.plural === null).length / OBJECT_DETERMINERS.length;

/** Held out by subject and verb. Guessing is right half of the time per scored letter, of which there are one or two. */
export const GRAMMAR = stringTask({
  id: 'grammar',
  label: 'Grammar',
  short: 'gramm',
  summary: 'Short sentences in which verbs and nouns agree in number.',
  group: 'general',
  examples: [
    { prompt: 'the big dog see', answer: 's' },
    { prompt: 'my cats hug two pig', answer: 's' },
  ],
  chance: NEUTRAL_SHARE * 0.5 + (1 - NEUTRAL_SHARE) * 0.25,
  draw: grammarDraft,
});
