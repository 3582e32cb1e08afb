// Learning trend: whether new tasks are learned faster or slower as the stream goes on.

import { firstAttempts } from './attempts.ts';
import { lastStep, meanAccuracy } from './curves.ts';
import type { MetricPlugin } from './metric.ts';

/** Fewer phases give a difference, not a trend. */
const FEWEST_PHASES = 3;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Slope of the least-squares line through points of at least two different x. */
function slopeOf(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  return mean(({ x, y }) => (x - meanX) * (y - meanY)) / mean(({ x }) => (x - meanX) ** 2);
}

/**
 * Online accuracy of a new task: its mean accuracy over the first S steps of its phase, with S the length of the shortest such
 * phase, so that long phases have no advantage. Tasks are taken to be equally hard: only in streams of one family is the
 * trend that of plasticity.
 */
export const LEARNING_TREND: MetricPlugin = {
  info: {
    id: 'learning-trend',
    label: 'Learning trend',
    summary:
      'Change, per phase, of the mean accuracy on a new task while it is learned: below 0, plasticity is lost.',
    params: {},
    group: 'plasticity',
    equation: String.raw`\operatorname{slope}_k \left( \frac{1}{S} \int_0^S A_k(t)\, dt \right)`,
    higherIsBetter: true,
    citation: {
      text: 'Kumar et al. 2023, Maintaining Plasticity in Continual Learning via Regenerative Regularization',
      url: 'https://arxiv.org/abs/2308.11958',
    },
  },
  value(context) {
    const attempts = firstAttempts(context);
    if (new Set(attempts.map(({ phase }) => phase)).size < FEWEST_PHASES) return null;
    const shortest = Math.min(...attempts.map(({ own }) => lastStep(own)));
    const points = attempts.flatMap(({ phase, own }): Point[] => {
      const y = meanAccuracy(own, shortest);
      return y === null ? [] : [{ x: phase, y }];
    });
    return points.length < attempts.length ? null : slopeOf(points);
  },
};
