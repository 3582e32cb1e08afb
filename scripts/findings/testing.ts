// For tests: figures of the arms of a finding that nobody measured.

import type { FigureSpec, Finding } from './finding.ts';
import { type Figures, Measured } from './measured.ts';

/** Figures of an arm, by id of the figure. */
export type Given = Readonly<Record<string, number>>;

/** What seeds differ by, around a given figure. */
const NOISE = [-0.02, -0.01, 0, 0.01, 0.02];

const spread = (figures: readonly FigureSpec[], given: Given, noise: number): Figures =>
  Object.fromEntries(figures.map(({ id }) => [id, (given[id] ?? 0) + noise]));

/** Five seeds of every arm of a finding, with the given figures, give or take .02; what is not given is 0. */
export function measuredLike(
  { arms, figures }: Finding,
  given: Readonly<Record<string, Given>>,
): Measured {
  const runs = arms.map(({ id }) => {
    const seeds = NOISE.map(
      (noise, i) => [i + 1, spread(figures, given[id] ?? {}, noise)] as const,
    );
    return [id, new Map(seeds)] as const;
  });
  return new Measured(new Map(runs));
}
