// What was measured between the base and the trained weights, as curves over the coefficient. Pure.

import type { Merged } from '../../core/protocol.ts';
import type { Capability, CapabilityGroup } from '../../core/runRecord.ts';

/** Coefficients that are measured without being asked for, ends first, so that the curves are there from the start. */
export const SWEEP: readonly number[] = [0, 1, 0.5, 0.3, 0.7, 0.1, 0.9, 0.2, 0.4, 0.6, 0.8];

const GROUPS: readonly CapabilityGroup[] = ['general', 'old', 'new', 'composed'];

/** Mean accuracy of a group at a coefficient. */
export interface MergePoint {
  readonly coefficient: number;
  readonly accuracy: number;
}

export interface MergeCurve {
  readonly group: CapabilityGroup;
  /** By rising coefficient. */
  readonly points: readonly MergePoint[];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Mean accuracy of every group that has capabilities, at every coefficient that a learner was measured with. */
export function mergeCurves(
  capabilities: readonly Capability[],
  merges: readonly Merged[],
  learnerId: string,
): MergeCurve[] {
  const own = merges
    .filter((m) => m.learnerId === learnerId)
    .sort((a, b) => a.coefficient - b.coefficient);
  return GROUPS.flatMap((group) => {
    const columns = capabilities.flatMap((c, i) => (c.group === group ? [i] : []));
    if (columns.length === 0) return [];
    const points = own.map(({ coefficient, accuracy }) => ({
      coefficient,
      accuracy: mean(columns.map((i) => accuracy[i]!)),
    }));
    return [{ group, points }];
  });
}

/** The coefficient to measure next: the one that is asked for, then the sweep; null when all are there. */
export function nextCoefficient(
  merges: readonly Merged[],
  learnerId: string,
  asked: number,
): number | null {
  const done = new Set(merges.filter((m) => m.learnerId === learnerId).map((m) => m.coefficient));
  return [asked, ...SWEEP].find((coefficient) => !done.has(coefficient)) ?? null;
}
