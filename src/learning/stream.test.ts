// The stream is a pure function of (phases, seed, step), and blurred boundaries have the statistics that they promise.

import { describe, expect, test } from 'vitest';
import type { Phase } from '../core/experiment.ts';
import { crossFade, makeStream } from './stream.ts';

const phase = (ids: string | Record<string, number>, steps: number, blur = 0): Phase => ({
  tasks: Object.entries(typeof ids === 'string' ? { [ids]: 1 } : ids).map(([id, weight]) => ({
    id,
    weight,
  })),
  steps,
  blur,
});

const THREE = [phase('reverse', 80), phase('next', 80), phase('double', 40)];

describe('stream', () => {
  test('gives the same examples on every call, in any order, to every learner of a seed', () => {
    const stream = makeStream(THREE, 7);
    const late = stream.items(90, 16);
    stream.items(3, 16);
    expect(stream.items(90, 16)).toEqual(late);
    expect(makeStream(THREE, 7).items(90, 16)).toEqual(late);
    expect(stream.items(90, 4)).toEqual(late.slice(0, 4));
  });

  test('gives other examples at another step and for another seed', () => {
    const stream = makeStream(THREE, 7);
    expect(stream.items(91, 16)).not.toEqual(stream.items(90, 16));
    expect(makeStream(THREE, 8).items(90, 16)).not.toEqual(stream.items(90, 16));
  });

  test('knows the phase of every step', () => {
    const stream = makeStream(THREE, 1);
    expect(stream.boundaries).toEqual([0, 80, 160, 200]);
    expect([0, 79, 80, 159, 160, 199, 200].map((s) => stream.phaseAt(s))).toEqual([
      0, 0, 1, 1, 2, 2, 2,
    ]);
  });

  test('switches at once at a hard boundary', () => {
    const stream = makeStream(THREE, 1);
    expect(stream.mixtureAt(79)).toEqual([{ taskId: 'reverse', phase: 0, probability: 1 }]);
    expect(stream.mixtureAt(80)).toEqual([{ taskId: 'next', phase: 1, probability: 1 }]);
    expect(stream.items(79, 50).every((i) => i.taskId === 'reverse' && i.phase === 0)).toBe(true);
    expect(stream.items(80, 50).every((i) => i.taskId === 'next' && i.phase === 1)).toBe(true);
  });

  test('crosses a blurred boundary linearly, centred on it', () => {
    // Blur 4 round step 10: steps 8, 9, 10, 11, each at its middle.
    const shares = [7, 8, 9, 10, 11, 12].map((s) => crossFade(s, 10, 4));
    expect(shares).toEqual([0, 0.125, 0.375, 0.625, 0.875, 1]);
  });

  test('draws from both sides of a blurred boundary as often as it says', () => {
    const stream = makeStream([phase('reverse', 100), phase('next', 100, 40)], 3);
    for (const step of [70, 85, 100, 110, 125]) {
      const drawn = stream.items(step, 4000).filter((i) => i.taskId === 'next').length / 4000;
      const said = stream.mixtureAt(step).find((e) => e.taskId === 'next')?.probability ?? 0;
      expect(said).toBeCloseTo(Math.min(1, Math.max(0, (step + 0.5 - 80) / 40)), 12);
      // Four standard errors.
      expect(Math.abs(drawn - said)).toBeLessThanOrEqual(4 * Math.sqrt((said * (1 - said)) / 4000));
    }
  });

  test('keeps probabilities that add up to 1 where wide blurs overlap', () => {
    const stream = makeStream(
      [phase('reverse', 10), phase('next', 10, 60), phase('double', 10, 60)],
      1,
    );
    for (let step = 0; step < 30; step++) {
      const total = stream.mixtureAt(step).reduce((sum, e) => sum + e.probability, 0);
      expect(total).toBeCloseTo(1, 12);
    }
    expect(stream.mixtureAt(15)).toHaveLength(3);
  });

  test('mixes tasks by their weights, which need not add up to 1', () => {
    const stream = makeStream([phase({ reverse: 0.6, addition: 0.2 }, 10)], 2);
    expect(stream.mixtureAt(0).map((e) => e.probability)).toEqual([
      expect.closeTo(0.75, 12),
      expect.closeTo(0.25, 12),
    ]);
    const drawn = stream.items(0, 4000).filter((i) => i.taskId === 'reverse').length / 4000;
    expect(Math.abs(drawn - 0.75)).toBeLessThan(0.03);
  });

  test('ignores the blur of the first phase', () => {
    expect(makeStream([phase('reverse', 10, 20)], 1).mixtureAt(0)).toHaveLength(1);
  });

  test('names a task that does not exist, and has nothing to give without phases', () => {
    expect(() => makeStream([phase('fly', 10)], 1)).toThrow("got 'fly'");
    const empty = makeStream([], 1);
    expect([empty.totalSteps, empty.phaseAt(0), empty.mixtureAt(0)]).toEqual([0, 0, []]);
    expect(() => empty.items(0, 1)).toThrow('expected at least one phase');
  });
});
