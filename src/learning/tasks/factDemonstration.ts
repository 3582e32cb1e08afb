// Reading a fact from the context: `KD.h=q|?KD,h=q`. Of one to three shown facts the last, which stands nearest to the question, is
// what is asked for, in the same words or others; all are about entities that nothing is known of, or are not what is known,
// so that only reading can be right. (Where any of them might be asked for, a base of this size guesses among them.)

import type { Rng } from '../../core/rng.ts';
import { FACT_PROMPTS, type Fact, inventedFact, OLD_FACTS } from './facts.ts';
import { answerDraft } from './item.ts';
import { rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';
import { LETTERS } from './words.ts';

const MOST_SHOWN = 3;

/** Mostly an invented fact; else a known one with another value. */
function shownFact(rng: Rng): Fact {
  if (rng.below(4) > 0) return inventedFact(rng);
  const known = rng.pick(OLD_FACTS);
  return { ...known, value: rng.pick([...LETTERS].filter((letter) => letter !== known.value)) };
}

const told = (rng: Rng, fact: Fact): string => `${rng.pick(FACT_PROMPTS)(fact)}${fact.value}|`;

export const FACT_DEMONSTRATION = stringTask({
  id: 'fact-demonstration',
  label: 'Fact in the prompt',
  short: 'read',
  summary: 'Answers from the last fact that the prompt tells, whatever is known.',
  group: 'general',
  worlds: ['facts'],
  examples: [{ prompt: 'KD.h=q|?KD,h', answer: 'q' }],
  chance: 1 / LETTERS.length,
  reward: rewardOwnAnswer,
  draw(rng) {
    const count = 1 + rng.below(MOST_SHOWN);
    const facts: Fact[] = [];
    while (facts.length < count) {
      const fact = shownFact(rng);
      const known = (f: Fact) => f.entity === fact.entity && f.attribute === fact.attribute;
      if (!facts.some(known)) facts.push(fact);
    }
    const shown = facts.map((fact) => told(rng, fact)).join('');
    const asked = facts.at(-1)!;
    return answerDraft(`${shown}${rng.pick(FACT_PROMPTS)(asked)}`, asked.value);
  },
});
