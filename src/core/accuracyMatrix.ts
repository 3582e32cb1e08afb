// R[i][j]: accuracy on capability j after phase i; row 0 is the base.

/** Row i = after phase i (0 = the base), column j = capability j; `null` where it was not measured yet. */
export type AccuracyMatrix = readonly (readonly (number | null)[])[];

/** Mean of the entries that are there, or null when none is. */
export function meanOf(values: readonly (number | null | undefined)[]): number | null {
  const present = values.filter((v): v is number => v !== null && v !== undefined);
  if (present.length === 0) return null;
  return present.reduce((sum, v) => sum + v, 0) / present.length;
}
