// The common axis of intervals under each other, and figures in print. Pure.

import type { Interval } from '../../core/intervals.ts';
import { formatMetric } from '../theme/format.ts';

export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** From 0 to 1, wider where an interval leaves that. */
export function scaleOf(intervals: readonly (Interval | null)[]): Scale {
  const there = intervals.filter((interval) => interval !== null);
  return {
    low: Math.min(0, ...there.map(({ low }) => low)),
    high: Math.max(1, ...there.map(({ high }) => high)),
  };
}

/** Where a value lies on the scale: 0 at its low end, 100 at its high end. */
export function percentOf(value: number, { low, high }: Scale): number {
  return (100 * (value - low)) / (high - low);
}

/** Like an accuracy where all of a figure's values could be one, else with a decimal. */
export function formatFigure(value: number, { low, high }: Scale): string {
  return formatMetric(value, low < -1 || high > 1 ? 'number' : undefined);
}

/** `.93 [.90, .95]`. */
export function formatInterval({ mean, low, high }: Interval, scale: Scale): string {
  const [m, l, h] = [mean, low, high].map((value) => formatFigure(value, scale));
  return `${m!} [${l!}, ${h!}]`;
}
