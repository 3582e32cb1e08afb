import { describe, expect, it } from 'vitest';
import type { Phase } from '../../core/experiment.ts';
import type { Capability, Evaluation } from '../../core/runRecord.ts';
import { cellTitle, heatLevel, matrixColumns, matrixRows } from './matrixData.ts';

function capability(id: string, group: Capability['group']): Capability {
  return { id, label: id, short: id.slice(0, 6), group, chance: 0, items: 10 };
}

const CAPABILITIES = [
  capability('new.b', 'new'),
  capability('general.add', 'general'),
  capability('old.one', 'old'),
  capability('old.two', 'old'),
  capability('new.a', 'new'),
  capability('old.three', 'old'),
];
const PHASES: Phase[] = [
  { tasks: [{ id: 'a', weight: 1 }], steps: 10, blur: 0 },
  {
    tasks: [
      { id: 'b', weight: 1 },
      { id: 'a', weight: 1 },
    ],
    steps: 10,
    blur: 0,
  },
];

function evaluation(seed: number, step: number, accuracy: number[]): Evaluation {
  return { learnerId: 'x', seed, step, accuracy, loss: [] };
}

describe('matrixColumns', () => {
  const columns = matrixColumns(CAPABILITIES, PHASES);

  it('orders by group and gathers what would take too many columns', () => {
    expect(columns.map((c) => [c.group, c.of])).toEqual([
      ['general', [1]],
      ['old', [2, 3, 5]],
      ['new', [0]],
      ['new', [4]],
    ]);
    expect(columns[1]).toMatchObject({ short: '3 ø', items: 30 });
  });

  it('knows the marker of each task', () => {
    expect(columns.slice(2).map((c) => [c.taskId, c.position])).toEqual([
      ['b', 1],
      ['a', 0],
    ]);
  });
});

describe('matrixRows', () => {
  const columns = matrixColumns(CAPABILITIES, PHASES);
  const rows = matrixRows(
    [
      evaluation(1, 0, [0, 1, 0.8, 0.6, 0, 0.7]),
      evaluation(1, 5, [9, 9, 9, 9, 9, 9]),
      evaluation(1, 10, [0, 0.5, 0.4, 0.2, 1, 0.3]),
      evaluation(2, 10, [0.2, 0.3, 0.2, 0.4, 0.8, 0.3]),
    ],
    PHASES,
    columns,
  );

  it('is the mean over the seeds that reached a boundary', () => {
    expect(rows[0]!.cells.map((c) => c.value)).toEqual([1, expect.closeTo(0.7), 0, 0]);
    expect(rows[1]!.seeds).toBe(2);
    expect(rows[1]!.cells.map((c) => c.value)).toEqual([0.4, expect.closeTo(0.3), 0.1, 0.9]);
  });

  it('leaves rows empty that were not reached', () => {
    expect(rows[2]!.cells.every((c) => c.value === null)).toBe(true);
    expect(rows[2]!.seeds).toBe(0);
  });

  it('marks what a phase teaches, mixtures included', () => {
    expect(rows.map((r) => r.cells.map((c) => c.own))).toEqual([
      [false, false, false, false],
      [false, false, false, true],
      [false, false, true, true],
    ]);
  });

  it('says where a figure comes from', () => {
    expect(cellTitle(columns[3]!, 1, 'a', rows[1]!, '.90')).toBe(
      'R[1][new.a] = .90: accuracy on new.a after phase 1 (a); exact matches of 10 held-out items, mean of 2 seeds',
    );
  });
});

describe('heatLevel', () => {
  it('has 11 steps', () => {
    expect([0, 0.04, 0.06, 0.5, 0.949, 0.96, 1].map(heatLevel)).toEqual([0, 0, 1, 5, 9, 10, 10]);
  });
});
