// A finding of the literature: its verdict here, the figure that shows it, and the experiment to run it again.

import { useId, useState } from 'react';
import { ChevronDown, Play } from 'lucide-react';
import type { FindingVerdict, GalleryFinding } from '../../core/gallery.ts';
import type { ExperimentPreset } from '../../core/catalog.ts';
import { VerdictSign } from '../scorecard/VerdictSign.tsx';
import css from './Findings.module.css';
import { FindingDetails } from './FindingDetails.tsx';
import { IntervalTable } from './IntervalTable.tsx';

interface FindingCardProps {
  readonly finding: GalleryFinding;
  /** Its ready-made experiments; none before the worker has said what there is. */
  readonly presets: readonly ExperimentPreset[];
  readonly onOpen: (preset: ExperimentPreset) => void;
}

const VERDICTS: Readonly<
  Record<FindingVerdict, { text: string; sign: 'met' | 'not-met' | 'open' }>
> = {
  reproduced: { text: 'reproduced', sign: 'met' },
  partly: { text: 'partly reproduced', sign: 'open' },
  'not reproduced': { text: 'not reproduced', sign: 'not-met' },
};

function VerdictChip({ verdict }: Pick<GalleryFinding, 'verdict'>) {
  const { text, sign } = verdict
    ? VERDICTS[verdict]
    : { text: 'not run yet', sign: 'open' as const };
  return (
    <span className={css.chip} data-verdict={sign}>
      <VerdictSign verdict={sign} />
      {text}
    </span>
  );
}

function OpenButtons({ finding, presets, onOpen }: FindingCardProps) {
  if (finding.presets.length === 0)
    return <p className="lab">Longer than a stream of the page: run it in Node.</p>;
  return presets.map((preset) => (
    <button key={preset.id} type="button" className="btn" onClick={() => onOpen(preset)}>
      <Play size={13} strokeWidth={2} aria-hidden="true" />
      {presets.length === 1 ? 'Open the experiment' : preset.label}
    </button>
  ));
}

export function FindingCard({ finding, presets, onOpen }: FindingCardProps) {
  const [expanded, setExpanded] = useState(false);
  const [title, details] = [useId(), useId()];
  return (
    <article className={css.card} data-expanded={expanded || undefined} aria-labelledby={title}>
      <div className={css.head}>
        <span className="lab">{finding.id.toUpperCase()}</span>
        <VerdictChip verdict={finding.verdict} />
      </div>
      <h3 id={title} className={css.title}>
        {finding.title}
      </h3>
      {finding.arms.length > 0 && <IntervalTable finding={finding} />}
      {expanded && (
        <div id={details}>
          <FindingDetails finding={finding} />
        </div>
      )}
      <div className={css.actions}>
        <OpenButtons finding={finding} presets={presets} onOpen={onOpen} />
        <button
          type="button"
          className="tx"
          aria-expanded={expanded}
          aria-controls={expanded ? details : undefined}
          onClick={() => setExpanded(!expanded)}
        >
          {expanded ? 'Less' : 'Paper, claims, figures'}
          <ChevronDown
            size={12}
            strokeWidth={2}
            aria-hidden="true"
            className={css.chevron}
            data-up={expanded || undefined}
          />
        </button>
      </div>
    </article>
  );
}
