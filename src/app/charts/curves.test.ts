import { describe, expect, it } from 'vitest';
import type { Phase } from '../../core/experiment.ts';
import { wilsonInterval } from '../../core/intervals.ts';
import type { Capability, Evaluation } from '../../core/runRecord.ts';
import {
  chanceOf,
  learnerCurves,
  meanCurve,
  pointAt,
  runningPeak,
  splitCurve,
  taskOfCapability,
} from './curves.ts';
import { studentInterval } from './statistics.ts';

function capability(id: string, group: Capability['group'], chance = 0): Capability {
  return { id, label: id.replace('new.', ''), short: id.slice(0, 3), group, chance, items: 50 };
}

const CAPABILITIES = [
  capability('general.add', 'general', 0.1),
  capability('general.recall', 'general', 0.3),
  capability('new.reverse', 'new'),
  capability('new.next', 'new'),
];

function phase(steps: number, ...ids: string[]): Phase {
  return { tasks: ids.map((id) => ({ id, weight: 1 })), steps, blur: 0 };
}

function evaluation(step: number, accuracy: number[], seed = 1): Evaluation {
  return { learnerId: 'naive', seed, step, accuracy, loss: accuracy.map(() => 0) };
}

const PHASES = [phase(20, 'reverse'), phase(20, 'next')];
const EVALUATIONS = [
  evaluation(0, [1, 0.8, 0, 0]),
  evaluation(10, [0.6, 0.4, 0.5, 0]),
  evaluation(20, [0.2, 0.2, 0.9, 0.1]),
  evaluation(30, [0.1, 0.1, 0.3, 0.7]),
  evaluation(40, [0, 0.1, 0.1, 1]),
];

describe('meanCurve', () => {
  it('is the mean over the capabilities, with a Wilson band of the pooled items for one seed', () => {
    const curve = meanCurve(EVALUATIONS, CAPABILITIES, [0, 1]);
    expect(curve.map((p) => p.mean)).toEqual([0.9, 0.5, 0.2, 0.1, 0.05]);
    expect(curve[1]).toEqual({ step: 10, seeds: 1, ...wilsonInterval(0.5, 100) });
  });

  it('is the mean over the seeds that reached a step', () => {
    const both = [...EVALUATIONS, evaluation(0, [0.9, 0.7, 0, 0], 2)];
    const curve = meanCurve(both, CAPABILITIES, [0, 1]);
    expect(curve[0]).toMatchObject({ seeds: 2, ...studentInterval([0.9, 0.8]) });
    expect(curve[1]!.seeds).toBe(1);
  });

  it('sorts by step and counts a repeated evaluation once', () => {
    const curve = meanCurve([EVALUATIONS[1]!, EVALUATIONS[0]!, EVALUATIONS[1]!], CAPABILITIES, [2]);
    expect(curve.map((p) => [p.step, p.mean, p.seeds])).toEqual([
      [0, 0, 1],
      [10, 0.5, 1],
    ]);
  });

  it('is empty without capabilities', () => {
    expect(meanCurve(EVALUATIONS, CAPABILITIES, [])).toEqual([]);
  });
});

describe('learnerCurves', () => {
  const curves = learnerCurves(EVALUATIONS, CAPABILITIES, PHASES);

  it('has a curve per task of the stream, from the start of its phase', () => {
    expect(curves.tasks.map((t) => [t.taskId, t.position, t.points[0]!.step])).toEqual([
      ['reverse', 0, 0],
      ['next', 1, 20],
    ]);
  });

  it('cuts a task at the end of its phase and marks it there', () => {
    const [reverse, next] = curves.tasks;
    expect(reverse!.segments.map((s) => [s.own, s.points.map((p) => p.step)])).toEqual([
      [true, [0, 10, 20]],
      [false, [20, 30, 40]],
    ]);
    expect(reverse!.learned).toMatchObject({ step: 20, mean: 0.9 });
    expect(next!.segments.map((s) => s.own)).toEqual([true]);
  });

  it('has no mark before the end of the phase was evaluated', () => {
    const early = learnerCurves(EVALUATIONS.slice(0, 2), CAPABILITIES, PHASES);
    expect(early.tasks[0]!.learned).toBeNull();
    expect(early.tasks[1]!.points).toEqual([]);
  });

  it('takes any phase that contains the task as its own', () => {
    const phases = [
      phase(10, 'reverse'),
      phase(10, 'reverse', 'next'),
      phase(10, 'next'),
      phase(10, 'reverse'),
    ];
    const [reverse, next] = learnerCurves(EVALUATIONS, CAPABILITIES, phases).tasks;
    expect(reverse!.segments.map((s) => [s.own, s.points[0]!.step, s.points.at(-1)!.step])).toEqual(
      [
        [true, 0, 20],
        [false, 20, 30],
        [true, 30, 40],
      ],
    );
    expect(reverse!.learned!.step).toBe(10);
    expect(next!.points[0]!.step).toBe(10);
  });

  it('leaves out stream tasks that have no capability of their own', () => {
    expect(learnerCurves(EVALUATIONS, CAPABILITIES, [phase(20, 'add')]).tasks).toEqual([]);
  });

  it('follows what is left of the new tasks without a memory, where there is one', () => {
    expect(curves.withoutMemory).toEqual([]);
    const remembering = EVALUATIONS.map((e) => ({
      ...e,
      withoutMemory: [1, 1, 0.2, e.step / 100],
    }));
    const bare = learnerCurves(remembering, CAPABILITIES, PHASES).withoutMemory;
    expect(bare.map((p) => p.step)).toEqual([0, 10, 20, 30, 40]);
    expect(bare.at(-1)!.mean).toBeCloseTo((0.2 + 0.4) / 2, 12);
  });

  it('counts steps and seeds', () => {
    expect(curves.steps).toEqual([0, 10, 20, 30, 40]);
    expect(curves.seeds).toBe(1);
  });
});

describe('splitCurve', () => {
  it('keeps the single point of a phase that has just begun', () => {
    const points = meanCurve([EVALUATIONS[0]!], CAPABILITIES, [2]);
    expect(splitCurve(points, [true], [{ start: 0, end: 20 }])).toHaveLength(1);
  });
});

describe('small helpers', () => {
  const curve = meanCurve(EVALUATIONS, CAPABILITIES, [2]);

  it('runningPeak never falls', () => {
    expect(runningPeak(curve)).toEqual([0, 0.5, 0.9, 0.9, 0.9]);
  });

  it('pointAt takes the last evaluation so far', () => {
    expect(pointAt(curve, 29)!.step).toBe(20);
    expect(pointAt(curve.slice(2), 3)).toBeNull();
  });

  it('chanceOf is the mean of the group', () => {
    expect(chanceOf(CAPABILITIES, 'general')).toBeCloseTo(0.2);
    expect(chanceOf(CAPABILITIES, 'composed')).toBeNull();
  });

  it('taskOfCapability reads the id after the group', () => {
    expect(taskOfCapability(CAPABILITIES[2]!)).toBe('reverse');
    expect(taskOfCapability(CAPABILITIES[0]!)).toBeNull();
  });
});
