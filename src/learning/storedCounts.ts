// How many examples a method holds, as the data-access log has it.

/** Examples held now. The model's own writing counts in neither part: it is no data. */
export interface StoredCounts {
  readonly total: number;
  /** Of the base's own data. */
  readonly general: number;
  /** The most of any one task; where a store does not tell tasks apart, all that it has of the stream. */
  readonly perTask: number;
}

/** Counts of a store of the base's own data and of one list for each task, or for all of them. */
export function countStored(
  general: number,
  lists: Iterable<{ readonly length: number }>,
): StoredCounts {
  const lengths = [...lists].map(({ length }) => length);
  return {
    total: lengths.reduce((sum, length) => sum + length, general),
    general,
    perTask: Math.max(0, ...lengths),
  };
}
