// A card and a chart per learner, side by side, or all cards beside one chart.

import type { CSSProperties, ReactNode } from 'react';
import css from '../App.module.css';
import { ChartRow } from '../charts/ChartRow.tsx';
import { OverlayChart } from '../charts/OverlayChart.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { useExperiment } from '../store/experimentStore.ts';
import { useView } from '../store/viewStore.ts';
import { type WidthClass, useWidth } from '../theme/gutters.ts';
import { LearnerCard } from './LearnerCard.tsx';

/** Up to this many learners share the height that is left; more than that scroll. */
const FITTING = 3;
const HIDDEN_HEIGHT = '34px';

function rowHeight(width: WidthClass, learners: number): string {
  switch (width) {
    case 'phone':
      return 'auto';
    case 'narrow':
    case 'tablet':
      return 'var(--row)';
    case 'desk':
    case 'wide':
      return `minmax(${learners > FITTING ? 112 : 140}px, 1fr)`;
  }
}

/** Where a cell stands: implicit on a phone, where everything is one column. */
function place(phone: boolean, column: number, row: number, span = 1): CSSProperties {
  return phone ? {} : { gridColumn: column, gridRow: `${row} / span ${span}` };
}

function Cell({ style, children }: { style: CSSProperties; children: ReactNode }) {
  return (
    <div className={css.cell} style={{ display: 'grid', ...style }}>
      {children}
    </div>
  );
}

export function LearnerRows() {
  const learners = useExperiment((state) => state.experiment.learners);
  const hidden = useView((state) => state.hidden);
  const overlay = useView((state) => state.layout === 'overlay');
  const { id } = useWidth();
  const phone = id === 'phone';
  const shown = learners.filter((l) => !hidden.includes(l.id));
  const height = rowHeight(id, shown.length);
  const rows = learners.map((l) => (hidden.includes(l.id) && !overlay ? HIDDEN_HEIGHT : height));
  return (
    <div className={css.scroller} data-fits={learners.length <= FITTING || undefined}>
      <div className={css.rows} style={phone ? {} : { gridTemplateRows: rows.join(' ') }}>
        {learners.map((learner, index) => (
          <LearnerRow key={learner.id} index={index} phone={phone}>
            <LearnerCard learner={learner} />
            {overlay ? null : hidden.includes(learner.id) ? (
              <div className={css.hiddenRow} />
            ) : (
              <ErrorBoundary part={`The chart of ${learner.name}`}>
                <ChartRow learnerId={learner.id} />
              </ErrorBoundary>
            )}
          </LearnerRow>
        ))}
        {overlay && (
          <Cell style={place(phone, 2, 1, learners.length)}>
            <ErrorBoundary part="The chart">
              <OverlayChart />
            </ErrorBoundary>
          </Cell>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly phone: boolean;
  /** Card and chart; the chart is null in overlay. */
  readonly children: readonly [ReactNode, ReactNode];
}

function LearnerRow({ index, phone, children: [card, chart] }: RowProps) {
  return (
    <>
      <Cell style={place(phone, 1, index + 1)}>{card}</Cell>
      {chart !== null && <Cell style={place(phone, 2, index + 1)}>{chart}</Cell>}
    </>
  );
}
