// Where the labels at the end of the lines stand: in the order of their values, far enough apart to be read.

/**
 * Moves label centres apart to `gap` px with the least squared displacement, and keeps them inside [top, bottom].
 *
 * `wanted` are the y of the line ends; the result is in the same order. Equal heights keep the order they came in. Where
 * they cannot all fit, the gap shrinks. (Pool adjacent violators on y_i - i * gap.)
 */
export function pushApart(
  wanted: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): number[] {
  const n = wanted.length;
  const fitting = n > 1 ? Math.min(gap, Math.max(0, (bottom - top) / (n - 1))) : gap;
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const pools: { sum: number; count: number }[] = [];
  order.forEach((index, rank) => {
    pools.push({ sum: wanted[index]! - rank * fitting, count: 1 });
    while (pools.length > 1) {
      const last = pools.at(-1)!;
      const before = pools.at(-2)!;
      if (before.sum / before.count <= last.sum / last.count) break;
      pools.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  });
  const highest = bottom - (n - 1) * fitting;
  const heights = pools.flatMap(({ sum, count }) =>
    Array.from({ length: count }, () => Math.max(top, Math.min(highest, sum / count))),
  );
  const placed = Array.from({ length: n }, () => 0);
  order.forEach((index, rank) => {
    placed[index] = heights[rank]! + rank * fitting;
  });
  return placed;
}
