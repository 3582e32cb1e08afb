// What is known of the findings of the literature here, as `npm run findings` writes it for the page: public/findings.json.

import type { Interval } from './intervals.ts';
import type { Citation } from './plugin.ts';

/** All claims hold: reproduced. A main one fails, or all do: not reproduced. Else partly. */
export type FindingVerdict = 'reproduced' | 'partly' | 'not reproduced';

/** One thing that has to be so for a finding to be there. */
export interface Claim {
  readonly says: string;
  readonly holds: boolean;
  /** The figures that decide. */
  readonly because: string;
  /** Without it nothing is left of the finding. */
  readonly main?: true;
}

export interface GalleryFigure {
  readonly label: string;
  /** What it is: the end of a sentence. */
  readonly about: string;
}

/** One learner on one stream. */
export interface GalleryArm {
  readonly name: string;
  /** Over the seeds, in the order of the figures; null where it is not defined on each of them. */
  readonly intervals: readonly (Interval | null)[];
}

export interface GalleryFinding {
  readonly id: string;
  readonly title: string;
  /** What the paper says, in full sentences. */
  readonly says: string;
  readonly sources: readonly Citation[];
  /** What was done here, in full sentences. */
  readonly setup: string;
  /** What that does not show. */
  readonly caveat?: string;
  /** Null where too little was measured to decide. */
  readonly verdict: FindingVerdict | null;
  readonly claims: readonly Claim[];
  /** Those that every learner was measured with. */
  readonly seeds: readonly number[];
  readonly figures: readonly GalleryFigure[];
  /** Index of the figure that shows it at a glance. */
  readonly told: number;
  readonly arms: readonly GalleryArm[];
  /** Ids of the ready-made experiments that it was measured with; none where the page cannot run it. */
  readonly presets: readonly string[];
  /** What measures it again. */
  readonly command: string;
  /** Where and when it was measured; null where it was not. */
  readonly made: string | null;
}
