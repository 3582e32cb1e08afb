// The sentence above a learner's chart: what happened, in plain words, generated from its curves and nothing else.

import { formatAccuracy } from '../theme/format.ts';
import {
  type Curve,
  GONE,
  type LearnerCurves,
  type TaskCurve,
  goneStep,
  pointAt,
  wasKnown,
} from './curves.ts';
import { average } from './statistics.ts';

export interface Sentence {
  /** The bold first words: who and what. */
  readonly lead: string;
  readonly rest: string;
}

/** What the words stand for: shares of the accuracy that was there before, or accuracies. */
const LOST = 0.5;
const KEPT = 0.85;
const LEARNED = 0.8;
const HELD = 0.8;
const STILL = 0.03;

interface General {
  readonly start: number;
  readonly now: number;
  /** First step from which they stay below `GONE` of where they started. */
  readonly goneStep: number | null;
}

interface Facts {
  readonly over: boolean;
  readonly general: General | null;
  /** Tasks whose phase is over and which something else followed. */
  readonly earlier: readonly { label: string; peak: number; now: number }[];
  /** Every task whose first phase is over: accuracy at its end. */
  readonly learned: readonly number[];
  /** Every task that has begun: accuracy now. */
  readonly ends: readonly number[];
  readonly current: { label: string; now: number; progress: number } | null;
  readonly count: number;
}

function generalFacts(curve: Curve): General | null {
  if (!wasKnown(curve)) return null;
  return { start: curve[0]!.mean, now: curve.at(-1)!.mean, goneStep: goneStep(curve) };
}

function earlierFacts(tasks: readonly TaskCurve[], now: number): Facts['earlier'] {
  return tasks.flatMap(({ label, learned, points, segments }) => {
    if (!learned || segments.at(-1)?.own !== false || learned.step >= now) return [];
    return [{ label, peak: learned.mean, now: pointAt(points, now)!.mean }];
  });
}

function gather(curves: LearnerCurves, totalSteps: number): Facts {
  const now = curves.steps.at(-1) ?? 0;
  const begun = curves.tasks.filter((t) => t.points.length > 1);
  const learning = begun.findLast((t) => t.segments.at(-1)?.own === true && !t.learned);
  return {
    over: now >= totalSteps,
    general: generalFacts(curves.general),
    earlier: earlierFacts(curves.tasks, now),
    learned: begun.flatMap((t) => (t.learned ? [t.learned.mean] : [])),
    ends: begun.map((t) => t.points.at(-1)!.mean),
    current: learning
      ? {
          label: learning.label,
          now: learning.points.at(-1)!.mean,
          progress: now - learning.points[0]!.step,
        }
      : null,
    count: curves.tasks.length,
  };
}

type Verb =
  | 'forgets'
  | 'keeps'
  | 'trades'
  | 'slips'
  | 'learns'
  | 'learns little'
  | 'stays'
  | 'struggles'
  | 'starts';

function held(general: General | null): boolean {
  return general === null || general.now >= HELD * general.start;
}

function chooseVerb(facts: Facts): Verb {
  const { earlier, learned, ends, general } = facts;
  if (ends.length === 0) return 'starts';
  const still = general === null || Math.abs(general.now - general.start) <= STILL;
  if (still && Math.max(...ends) < GONE && (facts.over || learned.length > 0)) return 'stays';
  const kept = earlier.map((t) => (t.peak > 0 ? Math.min(1, t.now / t.peak) : 1));
  const retained = kept.length > 0 ? average(kept) : 1;
  if (general && general.now < LOST * general.start) return 'forgets';
  if (retained < LOST) return 'forgets';
  const reached = learned.length > 0 ? average(learned) : null;
  if (reached !== null && reached < LEARNED) {
    if (!held(general)) return 'struggles';
    // A trade is between tasks: with one task there is nothing that was kept by learning it less well.
    return facts.count > 1 ? 'trades' : 'learns little';
  }
  if (retained < KEPT || !held(general)) return 'slips';
  return earlier.length > 0 ? 'keeps' : 'learns';
}

/** `reverse`, `reverse and next`, `reverse, next and double`. */
function list(labels: readonly string[]): string {
  if (labels.length < 2) return labels[0] ?? '';
  return `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)!}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A level that all `values` reach, rounded down: `above .90`, or `at .07` for one value and for low ones. */
function level(values: readonly number[]): string {
  const lowest = Math.floor(Math.min(...values) * 20 + 1e-9) / 20;
  if (values.length > 1 && lowest >= 0.5 && lowest < 1)
    return `above ${lowest.toFixed(2).slice(1)}`;
  return `at ${formatAccuracy(average(values))}`;
}

function generalClause({ general, over }: Facts): string {
  if (!general) return '';
  if (general.goneStep !== null && general.now <= GONE * general.start) {
    const verb = over ? 'are gone' : 'went';
    return `general capabilities ${verb} by step ${general.goneStep}`;
  }
  const figure = formatAccuracy(general.now);
  if (Math.abs(general.now - general.start) <= STILL)
    return `general capabilities hold at ${figure}`;
  const fell = general.now < LOST * general.start ? 'fall to' : over ? 'end at' : 'stand at';
  return `general capabilities ${fell} ${figure}`;
}

function startClause({ general }: Facts): string {
  return general ? `general capabilities begin at ${formatAccuracy(general.start)}` : '';
}

function taskClause(facts: Facts): string {
  const { earlier, ends, count, over, current } = facts;
  const forgotten = earlier.filter((t) => t.now < LOST * t.peak);
  if (forgotten.length > 0) {
    if (over && forgotten.length > 1 && forgotten.length === earlier.length) {
      return 'each new task erases the one before';
    }
    const gone = forgotten.every((t) => t.now <= GONE * t.peak);
    const be = forgotten.length > 1 ? 'are' : 'is';
    return `${list(forgotten.map((t) => t.label))} ${be} ${gone ? 'gone' : 'mostly lost'}`;
  }
  if (over) return `${count > 1 ? 'every task ends' : 'its task ends'} ${level(ends)}`;
  if (earlier.length > 0) {
    const values = earlier.map((t) => t.now);
    return `earlier tasks stand ${level(values)}`;
  }
  if (current) return `${current.label} stands at ${formatAccuracy(current.now)}`;
  return `the first task stands ${level(ends)}`;
}

function join(...clauses: readonly string[]): string {
  const said = clauses.filter((c) => c !== '');
  return said.length > 0 ? `${capital(said.join('; '))}.` : '';
}

function tradeRest(facts: Facts): string {
  if (facts.over) {
    const kept = facts.general ? 'It keeps general capabilities' : 'It keeps what it has';
    return `${kept} by learning each new task less well.`;
  }
  const slow = facts.current ? `${facts.current.label} is being learned slowly` : taskClause(facts);
  return join(generalClause(facts), slow);
}

/** The name without its settings, so that `Replay 50 %` reads `Replay keeps.`, and `LoRA, rank 4, rate 5e-3` just `LoRA`. */
function shortName(name: string): string {
  const shorter = name.replace(/(?:,\s*(?:rank|rate))?,?\s+[λρ=\d.,e-]+\s*%?$/u, '');
  return shorter === '' || shorter === name ? name : shortName(shorter);
}

/**
 * The outcome of one learner in one or two short sentences.
 *
 * `totalSteps` is the length of the stream that the curves were measured on; before it is reached the sentence speaks of
 * how things stand.
 */
export function outcomeSentence(name: string, curves: LearnerCurves, totalSteps: number): Sentence {
  const who = shortName(name);
  if (curves.steps.length === 0) return { lead: `${who} has not run yet.`, rest: '' };
  const facts = gather(curves, totalSteps);
  const verb = chooseVerb(facts);
  const clauses = join(taskClause(facts), generalClause(facts));
  switch (verb) {
    case 'starts':
      return { lead: `${who} starts.`, rest: join(startClause(facts)) };
    case 'stays':
      return { lead: `${who} stays as it is.`, rest: 'It learns nothing and forgets nothing.' };
    case 'trades':
      return { lead: `${who} trades.`, rest: tradeRest(facts) };
    default:
      return { lead: `${who} ${verb}.`, rest: clauses };
  }
}
