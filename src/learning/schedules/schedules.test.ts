import { describe, expect, test } from 'vitest';
import { defaultValues } from '../../core/params.ts';
import { constant } from './constant.ts';
import { cosine } from './cosine.ts';

const at = (step: number, phaseStep: number) => ({
  step,
  phaseStep,
  phaseSteps: 110,
  totalSteps: 220,
});

describe('constant schedule', () => {
  const schedule = constant.create(null, { ...defaultValues(constant.info.params), warmup: 4 });

  test('rises by quarters over four warm-up steps and then stays at 1', () => {
    expect([0, 1, 2, 3, 4, 109].map((s) => schedule.factor(at(s, s)))).toEqual([
      0.25, 0.5, 0.75, 1, 1, 1,
    ]);
  });

  test('warms up again in the next phase, but not when it spans the run', () => {
    expect(schedule.factor(at(110, 0))).toBe(0.25);
    const once = constant.create(null, { warmup: 4, span: 'run' });
    expect(once.factor(at(110, 0))).toBe(1);
  });
});

describe('cosine schedule', () => {
  const schedule = cosine.create(null, { warmup: 10, floor: 0.1, span: 'phase' });

  test('is 1 after the warm-up, half-way between 1 and the floor in the middle, near the floor at the end', () => {
    expect(schedule.factor(at(10, 10))).toBeCloseTo(1, 12);
    expect(schedule.factor(at(60, 60))).toBeCloseTo(0.55, 12);
    expect(schedule.factor(at(109, 109))).toBeCloseTo(0.1, 3);
  });

  test('stays finite in a phase shorter than its warm-up', () => {
    const short = schedule.factor({ step: 3, phaseStep: 3, phaseSteps: 5, totalSteps: 5 });
    expect(short).toBeCloseTo(0.4, 12);
  });
});
