// The figures of a finding's arms over seeds, and the comparisons that claims are decided by.

import { meanOf } from '../../src/core/accuracyMatrix.ts';
import { bootstrapInterval, type Interval } from '../../src/core/intervals.ts';
import type { FigureSpec } from './finding.ts';
import { GENERAL, LEARNING } from './figures.ts';
import { marginOver } from './frontier.ts';
import { formatInterval, liesAbove, pairedInterval } from './statistics.ts';

/** Figures of one run, by id of the figure. */
export type Figures = Readonly<Record<string, number | null>>;

export class Measured {
  /** Seeds that every arm has, ascending. */
  readonly seeds: readonly number[];
  private readonly runs: ReadonlyMap<string, ReadonlyMap<number, Figures>>;

  /** Figures by seed, by id of the arm. */
  constructor(runs: ReadonlyMap<string, ReadonlyMap<number, Figures>>) {
    this.runs = runs;
    const [first, ...others] = [...runs.values()];
    this.seeds = [...(first?.keys() ?? [])]
      .filter((seed) => others.every((run) => run.has(seed)))
      .toSorted((a, b) => a - b);
  }

  /** A figure of an arm at every common seed; null at one where it is not defined. */
  valuesOrNull(arm: string, { id }: FigureSpec): readonly (number | null)[] {
    const run = this.runs.get(arm);
    if (!run)
      throw new Error(`arm: expected one of ${[...this.runs.keys()].join(', ')}, got '${arm}'.`);
    return this.seeds.map((seed) => run.get(seed)![id] ?? null);
  }

  /** The figure at every common seed; null where one of them lacks it. */
  values(arm: string, figure: FigureSpec): readonly number[] | null {
    const all = this.valuesOrNull(arm, figure);
    const there = all.filter((value) => value !== null);
    return there.length === all.length && all.length > 0 ? there : null;
  }

  /** Over the common seeds; null where one of them lacks the figure. */
  interval(arm: string, figure: FigureSpec): Interval | null {
    const values = this.values(arm, figure);
    return values && bootstrapInterval(values);
  }

  /** Of the mean of a figure over several arms, seed by seed. */
  meanInterval(arms: readonly string[], figure: FigureSpec): Interval | null {
    const columns = arms.flatMap((arm) => {
      const values = this.values(arm, figure);
      return values ? [values] : [];
    });
    if (columns.length < arms.length) return null;
    return bootstrapInterval(this.seeds.map((_, i) => meanOf(columns.map((c) => c[i]))!));
  }

  /** Of the figure of `a` minus that of `b`, seed by seed. */
  difference(a: string, b: string, figure: FigureSpec): Interval | null {
    const [x, y] = [this.values(a, figure), this.values(b, figure)];
    return x && y && pairedInterval(x, y);
  }

  /** Whether the interval of `a` lies above that of `b`. */
  above(a: string, b: string, figure: FigureSpec): boolean {
    const [x, y] = [this.interval(a, figure), this.interval(b, figure)];
    return x !== null && y !== null && liesAbove(x, y);
  }

  /**
   * How far an arm's general capabilities lie above what naive keeps at the same learning accuracy, seed by seed; `naive` are
   * the arms of the frontier.
   */
  margin(arm: string, naive: readonly string[]): Interval | null {
    const points = [arm, ...naive].map((id) => this.points(id));
    const [own, ...frontier] = points.flatMap((p) => (p ? [p] : []));
    if (!own || frontier.length < naive.length) return null;
    const margins = own.map((point, i) =>
      marginOver(
        frontier.map((line) => line[i]!),
        point,
      ),
    );
    return bootstrapInterval(margins);
  }

  private points(arm: string) {
    const [learning, kept] = [this.values(arm, LEARNING), this.values(arm, GENERAL)];
    return learning && kept && learning.map((l, i) => ({ learning: l, kept: kept[i]! }));
  }
}

/** An interval in words. */
export const said = (interval: Interval | null): string =>
  interval ? formatInterval(interval) : 'not defined on every seed';

/** A figure of one arm against that of another. */
export const versus = (m: Measured, a: string, b: string, figure: FigureSpec): string =>
  `${figure.label} ${said(m.interval(a, figure))} against ${said(m.interval(b, figure))}`;
