// The stream editor's promise: no sequence of edits leaves the schema.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import { experimentSchema, type Phase } from '../../core/experiment.ts';
import {
  addTask,
  duplicatePhase,
  movePhase,
  PHASE_LIMITS,
  removePhase,
  resizePhase,
  setBlur,
  setTasks,
} from './editPhases.ts';

const A: Phase = { tasks: [{ id: 'a', weight: 1 }], steps: 10, blur: 0 };
const B: Phase = { tasks: [{ id: 'b', weight: 1 }], steps: 20, blur: 0 };
const C: Phase = { tasks: [{ id: 'c', weight: 1 }], steps: 30, blur: 4 };

function isValid(phases: readonly Phase[]): boolean {
  return experimentSchema.safeParse({ ...DEFAULT_EXPERIMENT, phases }).success;
}

type Edit = (phases: readonly Phase[]) => readonly Phase[];

const index = fc.oneof(fc.integer({ min: -2, max: 26 }), fc.constant(NaN));
const amount = fc.oneof(fc.integer({ min: -50, max: 5000 }), fc.double());
const taskId = fc.constantFrom('reverse', 'next', 'double', 'drop-first', 'copy', 'add');
const tasks = fc.array(fc.record({ id: taskId, weight: fc.double() }), { maxLength: 12 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(index, index).map(
    ([from, to]): Edit =>
      (p) =>
        movePhase(p, from, to),
  ),
  fc.tuple(index, amount).map(
    ([i, steps]): Edit =>
      (p) =>
        resizePhase(p, i, steps),
  ),
  taskId.map(
    (id): Edit =>
      (p) =>
        addTask(p, id),
  ),
  index.map(
    (i): Edit =>
      (p) =>
        duplicatePhase(p, i),
  ),
  index.map(
    (i): Edit =>
      (p) =>
        removePhase(p, i),
  ),
  fc.tuple(index, amount).map(
    ([i, steps]): Edit =>
      (p) =>
        setBlur(p, i, steps),
  ),
  fc.tuple(index, tasks).map(
    ([i, list]): Edit =>
      (p) =>
        setTasks(p, i, list),
  ),
);

describe('PHASE_LIMITS', () => {
  it('are the ranges of the schema', () => {
    const many = (n: number): Phase[] => Array.from({ length: n }, () => A);
    const mixed = (n: number): Phase => ({
      ...A,
      tasks: Array.from({ length: n }, (_, i) => ({ id: `t${i}`, weight: 1 })),
    });
    expect(isValid(many(PHASE_LIMITS.phases))).toBe(true);
    expect(isValid(many(PHASE_LIMITS.phases + 1))).toBe(false);
    expect(isValid([mixed(PHASE_LIMITS.tasks)])).toBe(true);
    expect(isValid([mixed(PHASE_LIMITS.tasks + 1)])).toBe(false);
    for (const [steps, valid] of [
      [PHASE_LIMITS.minSteps, true],
      [PHASE_LIMITS.minSteps - 1, false],
      [PHASE_LIMITS.maxSteps, true],
      [PHASE_LIMITS.maxSteps + 1, false],
    ] as const) {
      expect(isValid([{ ...A, steps }])).toBe(valid);
    }
    expect(isValid([{ ...A, blur: PHASE_LIMITS.maxBlur }])).toBe(true);
    expect(isValid([{ ...A, blur: PHASE_LIMITS.maxBlur + 1 }])).toBe(false);
  });
});

describe('edits', () => {
  it('keep every stream inside the schema, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        let phases: readonly Phase[] = DEFAULT_EXPERIMENT.phases;
        for (const change of edits) {
          phases = change(phases);
          expect(isValid(phases)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never change the phases they are given', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const before = structuredClone(DEFAULT_EXPERIMENT.phases);
        edits.reduce<readonly Phase[]>((p, change) => change(p), DEFAULT_EXPERIMENT.phases);
        expect(DEFAULT_EXPERIMENT.phases).toEqual(before);
      }),
    );
  });

  it('move a phase and keep the others in order', () => {
    expect(movePhase([A, B, C], 0, 2)).toEqual([B, C, A]);
    expect(movePhase([A, B, C], 2, 0)).toEqual([C, A, B]);
    expect(movePhase([A, B, C], 1, 99)).toEqual([A, C, B]);
  });

  it('moving there and back is no change', () => {
    const position = fc.integer({ min: 0, max: 2 });
    fc.assert(
      fc.property(position, position, (from, to) => {
        expect(movePhase(movePhase([A, B, C], from, to), to, from)).toEqual([A, B, C]);
      }),
    );
  });

  it('return the same list when there is nothing to do', () => {
    const phases = [A, B];
    expect(movePhase(phases, 1, 1)).toBe(phases);
    expect(resizePhase(phases, 0, 10)).toBe(phases);
    expect(removePhase(phases, 5)).toBe(phases);
    expect(setTasks(phases, 0, [])).toBe(phases);
    const full = Array.from({ length: PHASE_LIMITS.phases }, () => A);
    expect(addTask(full, 'b')).toBe(full);
    expect(duplicatePhase(full, 0)).toBe(full);
  });

  it('resize to whole steps inside the range', () => {
    expect(resizePhase([A, B], 1, 25.4)[1]!.steps).toBe(25);
    expect(resizePhase([A, B], 1, -3)[1]!.steps).toBe(PHASE_LIMITS.minSteps);
    expect(resizePhase([A, B], 1, 1e9)[1]!.steps).toBe(PHASE_LIMITS.maxSteps);
  });

  it('add a task with the length of the phase before it', () => {
    expect(addTask([A, B], 'x').at(-1)).toEqual({
      tasks: [{ id: 'x', weight: 1 }],
      steps: 20,
      blur: 0,
    });
    expect(addTask([], 'x')[0]!.steps).toBeGreaterThan(0);
  });

  it('make a mixture without naming a task twice', () => {
    const mixed = setTasks([A], 0, [
      { id: 'a', weight: 0.7 },
      { id: 'b', weight: 5 },
      { id: 'a', weight: 0.1 },
    ]);
    expect(mixed[0]!.tasks).toEqual([
      { id: 'a', weight: 0.7 },
      { id: 'b', weight: 1 },
    ]);
  });
});
