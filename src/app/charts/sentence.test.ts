import { describe, expect, it } from 'vitest';
import type { Phase } from '../../core/experiment.ts';
import type { Capability, Evaluation } from '../../core/runRecord.ts';
import { learnerCurves } from './curves.ts';
import { outcomeSentence } from './sentence.ts';

const TASKS = ['reverse', 'next', 'double'];
const CAPABILITIES: Capability[] = [
  { id: 'general.add', label: 'addition', short: 'add', group: 'general', chance: 0, items: 48 },
  ...TASKS.map((id): Capability => ({
    id: `new.${id}`,
    label: id,
    short: id,
    group: 'new',
    chance: 0,
    items: 48,
  })),
];
const PHASES: Phase[] = TASKS.map((id) => ({ tasks: [{ id, weight: 1 }], steps: 80, blur: 0 }));

/** Rows of [step, general, reverse, next, double]. */
function say(name: string, rows: readonly (readonly number[])[], phases = PHASES) {
  const evaluations = rows.map(([step, ...accuracy]): Evaluation => ({
    learnerId: 'x',
    seed: 1,
    step: step!,
    accuracy,
    loss: accuracy.map(() => 0),
  }));
  const { lead, rest } = outcomeSentence(
    name,
    learnerCurves(evaluations, CAPABILITIES, phases),
    phases.reduce((sum, p) => sum + p.steps, 0),
  );
  return `${lead} ${rest}`.trim();
}

describe('outcomeSentence', () => {
  it('names forgetting and when it happened', () => {
    const rows = [
      [0, 1, 0, 0, 0],
      [20, 0.6, 0.4, 0, 0],
      [40, 0.1, 0.9, 0, 0],
      [80, 0.02, 1, 0, 0],
      [160, 0.02, 0.1, 1, 0],
      [240, 0.01, 0.05, 0.1, 1],
    ];
    expect(say('Naive', rows)).toBe(
      'Naive forgets. Each new task erases the one before; general capabilities are gone by step 40.',
    );
  });

  it('takes the step from which they stay gone', () => {
    const rows = [
      [0, 1, 0, 0, 0],
      [40, 0.1, 0.9, 0, 0],
      [60, 0.4, 0.9, 0, 0],
      [80, 0.1, 1, 0, 0],
      [160, 0.1, 0.1, 1, 0],
      [240, 0.1, 0.1, 0.1, 1],
    ];
    expect(say('Naive', rows)).toContain('gone by step 80');
  });

  it('names keeping, with a level that every task reaches', () => {
    const rows = [
      [0, 1, 0, 0, 0],
      [80, 0.95, 1, 0, 0],
      [160, 0.92, 0.95, 0.98, 0],
      [240, 0.89, 0.92, 0.94, 0.99],
    ];
    expect(say('Replay 50 %', rows)).toBe(
      'Replay keeps. Every task ends above .90; general capabilities end at .89.',
    );
  });

  it('does not call it a trade where there is one task only', () => {
    const rows = [
      [0, 1, 0],
      [80, 0.98, 0.35],
    ];
    expect(say('Naive', rows, PHASES.slice(0, 1))).toBe(
      'Naive learns little. Its task ends at .35; general capabilities hold at .98.',
    );
  });

  it('names the trade of a learner that holds on but learns little', () => {
    const rows = [
      [0, 1, 0, 0, 0],
      [80, 0.96, 0.9, 0, 0],
      [160, 0.92, 0.85, 0.6, 0],
      [240, 0.9, 0.8, 0.55, 0.4],
    ];
    expect(say('EWC', rows)).toBe(
      'EWC trades. It keeps general capabilities by learning each new task less well.',
    );
  });

  it('says that a frozen learner neither learns nor forgets', () => {
    const rows = [0, 80, 160, 240].map((step) => [step, 1, 0, 0.02, 0]);
    expect(say('Frozen', rows)).toBe(
      'Frozen stays as it is. It learns nothing and forgets nothing.',
    );
  });

  it('names slipping in between', () => {
    const rows = [
      [0, 1, 0, 0, 0],
      [80, 0.9, 1, 0, 0],
      [160, 0.8, 0.8, 1, 0],
      [240, 0.7, 0.6, 0.7, 1],
    ];
    expect(say('Replay 10 %', rows)).toBe(
      'Replay slips. Every task ends above .60; general capabilities end at .70.',
    );
  });

  it('speaks of how things stand while the run goes on', () => {
    const naive = [
      [0, 1, 0, 0, 0],
      [40, 0.1, 0.9, 0, 0],
      [80, 0.02, 1, 0, 0],
      [160, 0.02, 0.05, 1, 0],
      [180, 0.02, 0.03, 0.1, 0.5],
    ];
    expect(say('Naive', naive)).toBe(
      'Naive forgets. Reverse and next are gone; general capabilities went by step 40.',
    );
    const replay = [
      [0, 1, 0, 0, 0],
      [80, 0.95, 1, 0, 0],
      [160, 0.92, 0.95, 0.98, 0],
      [180, 0.9, 0.95, 0.93, 0.3],
    ];
    expect(say('Replay 50 %', replay)).toBe(
      'Replay keeps. Earlier tasks stand above .90; general capabilities stand at .90.',
    );
  });

  it('begins with the base, then with the task being learned', () => {
    expect(say('Naive', [[0, 1, 0, 0, 0]])).toBe(
      'Naive starts. General capabilities begin at 1.0.',
    );
    const first = [
      [0, 1, 0, 0, 0],
      [10, 0.98, 0.3, 0, 0],
    ];
    expect(say('Naive', first)).toBe(
      'Naive learns. Reverse stands at .30; general capabilities hold at .98.',
    );
  });

  it('does not call forgotten what random weights never knew', () => {
    const rows = [
      [0, 0.01, 0, 0, 0],
      [80, 0, 1, 0, 0],
      [160, 0, 0.95, 1, 0],
      [240, 0, 0.95, 0.95, 1],
    ];
    expect(say('Naive', rows)).toBe('Naive keeps. Every task ends above .95.');
  });

  it('speaks of a stream of one task', () => {
    const rows = [
      [0, 1, 0, 0, 0],
      [80, 0.99, 0.98, 0, 0],
    ];
    expect(say('Replay 50 %', rows, PHASES.slice(0, 1))).toBe(
      'Replay learns. Its task ends at .98; general capabilities hold at .99.',
    );
    const firstWords = (name: string) => say(name, rows, PHASES.slice(0, 1)).split(' learns.')[0];
    expect(firstWords('Naive, rate 1e-3')).toBe('Naive');
    expect(firstWords('LoRA, rank 4, rate 5e-3')).toBe('LoRA');
    expect(firstWords('Sparse updates, 3 %, rate 5e-3')).toBe('Sparse updates');
    expect(firstWords('EWC, replay 25 %')).toBe('EWC, replay');
  });

  it('has words before anything was measured', () => {
    expect(say('LoRA', [])).toBe('LoRA has not run yet.');
  });
});
