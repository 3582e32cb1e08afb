// Width classes of the page and the gutters of the time axis: one pair per width, shared by stream, charts and axis.

import { type CSSProperties, useSyncExternalStore } from 'react';

export type WidthClass = 'phone' | 'narrow' | 'tablet' | 'desk' | 'wide';

export interface WidthInfo {
  readonly id: WidthClass;
  /** Smallest window width in CSS pixels. */
  readonly from: number;
  /** Pixels left of step 0 and right of the last step. */
  readonly left: number;
  readonly right: number;
  /** What the plot area of two learners measures in a common window of this class: good enough until it is measured. */
  readonly plot: { readonly width: number; readonly height: number };
}

/** From the narrowest to the widest. */
export const WIDTHS: readonly [WidthInfo, ...WidthInfo[]] = [
  { id: 'phone', from: 0, left: 24, right: 104, plot: { width: 230, height: 114 } },
  { id: 'narrow', from: 768, left: 30, right: 108, plot: { width: 514, height: 137 } },
  { id: 'tablet', from: 1024, left: 36, right: 116, plot: { width: 740, height: 109 } },
  { id: 'desk', from: 1360, left: 36, right: 116, plot: { width: 600, height: 215.5 } },
  { id: 'wide', from: 1920, left: 36, right: 140, plot: { width: 1000, height: 214 } },
];

/** The width class of a window that is `width` CSS pixels wide. */
export function widthInfo(width: number): WidthInfo {
  return WIDTHS.findLast((w) => width >= w.from) ?? WIDTHS[0];
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

function present(): WidthInfo {
  return widthInfo(globalThis.innerWidth);
}

/** The present width class; re-renders only when it changes. */
export function useWidth(): WidthInfo {
  return useSyncExternalStore(subscribe, present, present);
}

/** The gutters as `--ax-l` and `--ax-r`, for the style sheets of everything inside. */
export function gutterVariables({ left, right }: WidthInfo): CSSProperties {
  return { '--ax-l': `${left}px`, '--ax-r': `${right}px` } as CSSProperties;
}
