import { describe, expect, test } from 'vitest';
import type { Capability, CapabilityGroup } from '../../core/runRecord.ts';
import { mergeCurves, nextCoefficient, SWEEP } from './mergeCurves.ts';

const capability = (id: string, group: CapabilityGroup): Capability => ({
  id,
  label: id,
  short: id,
  group,
  chance: 0,
  items: 8,
});

const CAPABILITIES = [
  capability('a', 'general'),
  capability('b', 'general'),
  capability('c', 'new'),
];
const MERGES = [
  { learnerId: 'x', coefficient: 1, accuracy: [0, 0.5, 1], loss: [] },
  { learnerId: 'y', coefficient: 0.5, accuracy: [0, 0, 0], loss: [] },
  { learnerId: 'x', coefficient: 0, accuracy: [1, 0.5, 0], loss: [] },
];

test('curves are means over the capabilities of a group, by rising coefficient', () => {
  expect(mergeCurves(CAPABILITIES, MERGES, 'x')).toEqual([
    {
      group: 'general',
      points: [
        { coefficient: 0, accuracy: 0.75 },
        { coefficient: 1, accuracy: 0.25 },
      ],
    },
    {
      group: 'new',
      points: [
        { coefficient: 0, accuracy: 0 },
        { coefficient: 1, accuracy: 1 },
      ],
    },
  ]);
});

describe('what is measured next', () => {
  test('what is asked for comes first, then the ends of the sweep', () => {
    expect(nextCoefficient([], 'x', 0.35)).toBe(0.35);
    expect(nextCoefficient(MERGES, 'x', 0)).toBe(0.5);
    expect(nextCoefficient(MERGES, 'y', 0.5)).toBe(0);
  });

  test('nothing, once all of it is there', () => {
    const all = SWEEP.map((coefficient) => ({
      learnerId: 'x',
      coefficient,
      accuracy: [1],
      loss: [],
    }));
    expect(nextCoefficient(all, 'x', 0.5)).toBeNull();
  });
});
