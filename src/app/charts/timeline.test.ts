import { describe, expect, it } from 'vitest';
import type { Phase } from '../../core/experiment.ts';
import {
  axisTicks,
  matrixRowAt,
  nearestStep,
  niceStep,
  phaseSpans,
  taskPositions,
} from './timeline.ts';

function phase(steps: number, ...ids: string[]): Phase {
  return { tasks: ids.map((id) => ({ id, weight: 1 })), steps, blur: 0 };
}

describe('taskPositions', () => {
  it('counts each task once, in order of appearance', () => {
    const positions = taskPositions([phase(1, 'a'), phase(1, 'b', 'a'), phase(1, 'c')]);
    expect([...positions]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
  });
});

describe('phaseSpans', () => {
  it('lays the phases end to end', () => {
    expect(phaseSpans([phase(10, 'a'), phase(5, 'b')])).toEqual([
      { start: 0, end: 10 },
      { start: 10, end: 15 },
    ]);
  });
});

describe('matrixRowAt', () => {
  it('is the last boundary that was passed', () => {
    const phases = [phase(10, 'a'), phase(5, 'b')];
    expect([0, 9, 10, 14, 15].map((s) => matrixRowAt(phases, s))).toEqual([0, 0, 1, 1, 2]);
  });
});

describe('nearestStep', () => {
  it('finds the closest one', () => {
    expect(nearestStep([0, 5, 10, 40], 24)).toBe(10);
    expect(nearestStep([0, 5, 10, 40], 26)).toBe(40);
    expect(nearestStep([], 3)).toBeNull();
  });
});

describe('niceStep', () => {
  it('rounds up to 1, 2 or 5 times a power of ten', () => {
    expect([1, 3, 7, 12, 48, 51].map(niceStep)).toEqual([1, 5, 10, 20, 50, 100]);
  });
});

describe('axisTicks', () => {
  it('labels every boundary where there is room', () => {
    expect(axisTicks([0, 80, 160, 240], 600, 36)).toEqual([0, 80, 160, 240]);
  });

  it('leaves out boundaries that would touch, keeps start and end, and fills the gap', () => {
    const ticks = axisTicks([0, 2, 100, 198, 200], 200, 30);
    expect(ticks).toEqual([0, 50, 100, 150, 200]);
  });

  it('adds round steps where boundaries are few', () => {
    expect(axisTicks([0, 240], 600, 36)).toEqual([0, 50, 100, 150, 200, 240]);
  });

  it('has only the start for an empty stream', () => {
    expect(axisTicks([0], 600, 36)).toEqual([0]);
  });
});
