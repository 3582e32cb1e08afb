// From (step, accuracy) to pixels inside a recharts chart, and the SVG paths that the layers draw with it.

import { useMemo } from 'react';
import { useChartHeight, useChartWidth, usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';

/** Pixels above accuracy 1 and below accuracy 0: room for half a marker. */
export const PLOT_INSET = 9;

export interface PlotScale {
  /** Horizontal pixel of a step. */
  x(step: number): number;
  /** Vertical pixel of an accuracy. */
  y(accuracy: number): number;
  /** Pixels of step 0 and of the last step. */
  readonly left: number;
  readonly right: number;
  /** Size of the whole chart, gutters included. */
  readonly width: number;
  readonly height: number;
}

/** The scale of the chart that the calling component is drawn in; null until recharts has measured it. */
export function usePlotScale(): PlotScale | null {
  const area = usePlotArea();
  const width = useChartWidth();
  const height = useChartHeight();
  const scaleX = useXAxisScale();
  const scaleY = useYAxisScale();
  return useMemo(() => {
    if (!area || !scaleX || !scaleY || width === undefined || height === undefined) return null;
    return {
      x: (step) => Number(scaleX(step)),
      y: (accuracy) => Number(scaleY(accuracy)),
      left: area.x,
      right: area.x + area.width,
      width,
      height,
    };
  }, [area, width, height, scaleX, scaleY]);
}

/** One corner of a path: a step and an accuracy. */
export type Corner = readonly [step: number, accuracy: number];

/** Straight segments between evaluations; no smoothing. */
export function linePath(corners: readonly Corner[], scale: PlotScale): string {
  return corners
    .map(([step, v], i) => `${i ? 'L' : 'M'}${scale.x(step).toFixed(1)} ${scale.y(v).toFixed(1)}`)
    .join('');
}

/** The closed area between an upper and a lower edge. */
export function areaPath(
  upper: readonly Corner[],
  lower: readonly Corner[],
  scale: PlotScale,
): string {
  return upper.length === 0 ? '' : `${linePath([...upper, ...lower.toReversed()], scale)}Z`;
}
