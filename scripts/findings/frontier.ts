// What naive fine-tuning can have: a lower rate learns less and keeps more, so that a method has shown something only where it
// keeps more than naive does at the same learning accuracy. Its points over rates, and the frozen base, make the frontier.

export interface Point {
  /** Mean accuracy on each task right after it was taught. */
  readonly learning: number;
  /** Accuracy on the general capabilities at the end. */
  readonly kept: number;
}

/**
 * The most that naive keeps of the general capabilities when it learns at least this well: linear between its points, of which
 * one that both learns less and keeps less than another does not count. Left of all of them it is what the first keeps, right
 * of all what the last does.
 */
export function keptOnFrontier(points: readonly Point[], learning: number): number {
  const sorted = points.toSorted((a, b) => a.learning - b.learning || a.kept - b.kept);
  const best = sorted.filter(({ kept }, i) => sorted.slice(i + 1).every((p) => p.kept < kept));
  const right = best.findIndex((p) => p.learning >= learning);
  if (right < 0) return best.at(-1)!.kept;
  if (right === 0) return best[0]!.kept;
  const [a, b] = [best[right - 1]!, best[right]!];
  const share = (learning - a.learning) / (b.learning - a.learning);
  return a.kept + share * (b.kept - a.kept);
}

/** How far a point lies above the frontier; below it where negative. */
export const marginOver = (points: readonly Point[], point: Point): number =>
  point.kept - keptOnFrontier(points, point.learning);
