// Pairs of functions at the end of the stream, by kind, beside what their parts would allow.

import type { MetricContext } from './metric.ts';
import { finishedPhases, lastEvaluation } from './taught.ts';

export interface ComposedKind {
  readonly accuracy: number;
  /** Pi: accuracy of the inner functions times that of the outer ones on their outputs. */
  readonly parts: number;
}

/** The kinds that hold something new; none before the stream has ended, since until then some functions are untaught. */
export function composedKinds(context: MetricContext): ComposedKind[] {
  if (finishedPhases(context) < context.phases.length) return [];
  const figures = lastEvaluation(context)?.atBoundary?.compositions ?? [];
  return figures
    .filter(({ kind }) => kind !== 'base')
    .map(({ accuracy, inner, outer }) => ({ accuracy, parts: inner * outer }));
}
