// The two kinds of things in a plot: lines, which the browser stretches over it, and marks, which keep their shape.

import type { ReactNode } from 'react';
import { percent, SQUARE } from './plotScale.ts';

/** Paths in the coordinates of `linePath`, stretched over the plot area; strokes and dashes keep their width. */
export function Stretched({ children }: { children: ReactNode }) {
  return (
    <svg
      className="ch-stretched"
      width="100%"
      height="100%"
      viewBox={`0 0 ${SQUARE} ${SQUARE}`}
      preserveAspectRatio="none"
    >
      {children}
    </svg>
  );
}

interface AtProps {
  /** Shares of the plot area, from its left and from its top. */
  readonly x: number;
  readonly y: number;
  readonly children: ReactNode;
}

/** Moves what it holds to a place in the plot area; the pixels of what it holds count from there. */
export function At({ x, y, children }: AtProps) {
  return (
    <svg x={percent(x)} y={percent(y)}>
      {children}
    </svg>
  );
}

interface TallLineProps {
  /** Share of the plot area, from its left. */
  readonly x: number;
  readonly color: string;
  readonly width?: number;
}

/** A vertical line through the whole plot, its insets included; a rectangle, since only those take a height from CSS. */
export function TallLine({ x, color, width = 1 }: TallLineProps) {
  const shift = `translate(${-width / 2} 0)`;
  return <rect className="ch-tall" x={percent(x)} width={width} transform={shift} fill={color} />;
}
