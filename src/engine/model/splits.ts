// Into how many partial sums the weight gradients are cut, so that a real GPU has enough workgroups on small matrices.

/** Elements that the partial sums of one learner may take: 64 MB. */
const MOST_ELEMENTS = 16e6;

/** 1 on software adapters, where a core does one tile after the other anyway; else up to 8, as memory allows. */
export function gradientSplits(variant: 'thread' | 'workgroup', parameters: number): number {
  if (variant === 'thread') return 1;
  return Math.max(1, Math.min(8, Math.floor(MOST_ELEMENTS / parameters)));
}
