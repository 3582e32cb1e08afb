// The sign of a verdict: a tick, a cross, or a dash for what is neither met nor failed. Never colour alone.

import type { Verdict } from '../../core/grade.ts';

const TICK = 'M2 6.4l2.7 2.8L10 3.2';
const CROSS = 'M2.6 2.6l6.8 6.8M9.4 2.6L2.6 9.4';
const DASH = 'M3 6h6';

function pathOf(verdict: Verdict): string {
  if (verdict === 'met') return TICK;
  return verdict === 'not-met' ? CROSS : DASH;
}

/** In the colour of the text around it; the word stands beside it, for those who cannot see it. */
export function VerdictSign({ verdict }: { verdict: Verdict }) {
  return (
    <svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={pathOf(verdict)}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
