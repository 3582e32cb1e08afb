// What an experiment and its twin share and where they differ, by hand.

import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../core/catalog.ts';
import type { LearnerGrade } from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { CATALOG, gradeFor, RECORD } from '../store/fixtures.ts';
import { differingClauses, finalAccuracy, twinOf, twinSentence } from './twin.ts';

const [first] = CATALOG.experimentPresets;
const own = first!;
const other = {
  ...own,
  id: 'other',
  trace: 'other.json',
  experiment: { ...own.experiment, base: { kind: 'checkpoint' as const, id: 'direct' } },
};

const catalog = (...presets: Catalog['experimentPresets'][number][]): Catalog => ({
  ...CATALOG,
  experimentPresets: presets,
});

const record = (grade: LearnerGrade, parts: Partial<RunRecord['experiment']> = {}): RunRecord => ({
  ...RECORD,
  experiment: { ...RECORD.experiment, ...parts },
  grades: [grade],
});

describe('twinOf', () => {
  test('is the experiment that the shown one names, or that names it', () => {
    const pair = catalog({ ...own, twin: 'other' }, other);
    expect(twinOf(own.experiment, pair)).toMatchObject({
      own: { id: own.id },
      twin: { id: 'other' },
      trace: 'other.json',
    });
    expect(twinOf(other.experiment, pair)?.twin.id).toBe(own.id);
  });

  test('is none without a twin, without its trace, and for an experiment of the visitor', () => {
    expect(twinOf(own.experiment, catalog(own, other))).toBeNull();
    const { trace: _, ...unrecorded } = other;
    expect(twinOf(own.experiment, catalog({ ...own, twin: 'other' }, unrecorded))).toBeNull();
    const edited = { ...own.experiment, batchSize: 3 };
    expect(twinOf(edited, catalog({ ...own, twin: 'other' }, other))).toBeNull();
    expect(twinOf(null, CATALOG)).toBeNull();
    expect(twinOf(own.experiment, null)).toBeNull();
  });
});

describe('differingClauses', () => {
  test('are those whose verdicts differ and are not open', () => {
    const a = gradeFor('replay', { learned: { verdict: 'open' } });
    const b = gradeFor('replay', {
      compositional: { verdict: 'not-met' },
      learned: { verdict: 'not-met' },
      kept: { figure: 0.5 },
    });
    expect(differingClauses(a, b)).toEqual(['compositional']);
    expect(differingClauses(a, null)).toEqual([]);
  });
});

describe('twinSentence', () => {
  const met = record(gradeFor('replay'));
  const failing = gradeFor('replay', { compositional: { verdict: 'not-met' } });
  const say = (twin: RunRecord) => twinSentence(met, twin, 'replay', CATALOG);

  test('says what is the same and what differs', () => {
    expect(say(record(failing))).toBe(
      'Same stream, same learner, same retention; ‘compositionally’ differs.',
    );
  });

  test('says less where less is the same', () => {
    const [phase, ...rest] = RECORD.experiment.phases;
    const otherTask = [{ ...phase!, tasks: [{ id: 'next', weight: 1 }] }, ...rest];
    expect(say(record(failing, { phases: otherTask }))).toMatch(/^Same phases, same learner, /);
    expect(say(record(failing, { phases: rest }))).toMatch(/^Same learner, /);
    const learners = RECORD.experiment.learners.map((l) => ({ ...l, methods: [] }));
    expect(say(record(failing, { learners }))).toMatch(/^Same stream, same retention; /);
    const lossy = gradeFor('replay', { kept: { verdict: 'not-met', figure: 0.5 } });
    expect(say(record(lossy))).toBe('Same stream, same learner; ‘kept through it’ differs.');
  });

  test('says how many differ, or none', () => {
    const two = gradeFor('replay', {
      compositional: { verdict: 'not-met' },
      preserved: { verdict: 'not-met' },
    });
    expect(say(record(two))).toMatch(/; ‘compositionally’ and ‘preserving general’ differ\.$/);
    expect(say(met)).toMatch(/; no clause differs\.$/);
  });

  test('says so where there is nothing to compare', () => {
    expect(say(RECORD)).toBe('Same stream, same learner; their clauses are not graded.');
    expect(twinSentence(met, met, 'nobody', CATALOG)).toBe('The twin has no such learner.');
  });
});

describe('finalAccuracy', () => {
  test('is the mean over the group at the last evaluation', () => {
    const capability = (id: string, group: 'general' | 'new') => ({
      ...{ id, label: id, short: id, group, chance: 0, items: 10 },
    });
    const at = (step: number, ...accuracy: number[]) => ({
      ...{ learnerId: 'replay', seed: 1, step, accuracy, loss: [] },
    });
    const measured: RunRecord = {
      ...RECORD,
      capabilities: [
        capability('new.reverse', 'new'),
        capability('new.double', 'new'),
        capability('new.elsewhere', 'new'),
        capability('general.copy', 'general'),
      ],
      evaluations: [at(0, 0, 0, 0, 1), at(260, 1, 0.5, 0, 0.8)],
    };
    expect(finalAccuracy(measured, 'replay', 'new')).toBe(0.75);
    expect(finalAccuracy(measured, 'replay', 'general')).toBe(0.8);
    expect(finalAccuracy(measured, 'replay', 'composed')).toBeNull();
    expect(finalAccuracy(measured, 'naive', 'new')).toBeNull();
  });
});
