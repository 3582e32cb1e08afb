// Where a (step, accuracy) lies in a plot. Lines are drawn in a square that the browser stretches over the plot, marks and words
// stand at percentages of it: none of them waits for a measured size, so that the first screen can be drawn before any script.

import { createContext, use } from 'react';

/** Pixels above accuracy 1 and below accuracy 0: room for half a marker. */
export const PLOT_INSET = 9;

/** Edge of the square that lines are drawn in; two decimals of it are finer than a pixel of any screen. */
export const SQUARE = 1000;

export interface PlotScale {
  /** Horizontal pixel of a step, from step 0. */
  x(step: number): number;
  /** Vertical pixel of an accuracy, from accuracy 1. */
  y(accuracy: number): number;
  /** CSS pixels between step 0 and the last step, and between accuracy 1 and 0; before they are measured, a guess. */
  readonly width: number;
  readonly height: number;
}

/** Linear scales of a plot area of that size whose axis ends at `total` steps. */
export function plotScale(width: number, height: number, total: number): PlotScale {
  return {
    x: (step) => (step / total) * width,
    y: (accuracy) => (1 - accuracy) * height,
    width,
    height,
  };
}

export const PlotScaleContext = createContext<PlotScale | null>(null);

/** The scale of the plot that the calling component is drawn in. */
export function usePlotScale(): PlotScale {
  const scale = use(PlotScaleContext);
  if (!scale) throw new Error('usePlotScale: expected to be inside a PlotFrame.');
  return scale;
}

/** Last step of the axis, at least 1: what reads only this is not drawn again for a new size. */
export const PlotTotalContext = createContext(1);

export function usePlotTotal(): number {
  return use(PlotTotalContext);
}

/** A share of the plot's width or height, for the attributes of SVG elements. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(3))}%`;
}

/** One corner of a path: a step and an accuracy. */
export type Corner = readonly [step: number, accuracy: number];

/** Straight segments between evaluations, in the stretched square; no smoothing. */
export function linePath(corners: readonly Corner[], total: number): string {
  return corners
    .map(([step, accuracy], i) => {
      const x = Number(((SQUARE * step) / total).toFixed(2));
      const y = Number((SQUARE * (1 - accuracy)).toFixed(2));
      return `${i ? 'L' : 'M'}${x} ${y}`;
    })
    .join('');
}

/** The closed area between an upper and a lower edge. */
export function areaPath(
  upper: readonly Corner[],
  lower: readonly Corner[],
  total: number,
): string {
  return upper.length === 0 ? '' : `${linePath([...upper, ...lower.toReversed()], total)}Z`;
}
