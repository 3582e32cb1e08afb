// The sheet with the definition, word for word. Its clauses are not graded yet, and it says so; below it, what was measured.

import type { ReactNode } from 'react';
import { useEdited, useShownRecord } from '../store/shown.ts';
import { formatCount } from '../theme/format.ts';
import { measuredSeeds } from './metrics.ts';
import { MetricTable } from './MetricTable.tsx';
import css from './Scorecard.module.css';

function Clause({ children }: { children: ReactNode }) {
  return <span className={css.clause}>{children}</span>;
}

function Definition() {
  return (
    <p className={css.definition}>
      We are interested in an LLM being able to <Clause>efficiently</Clause> and{' '}
      <Clause>compositionally</Clause> learn <Clause>new capabilities</Clause> during{' '}
      <Clause>sequential exposure</Clause> to <Clause>new, differently-distributed data</Clause>,
      while <Clause>at least preserving general capabilities</Clause>. And it should do so{' '}
      <Clause>in its weights</Clause>.
    </p>
  );
}

function Note() {
  const record = useShownRecord();
  const edited = useEdited();
  const seeds = record ? measuredSeeds(record) : 0;
  const measured = seeds > 0 && record;
  return (
    <p className={css.note}>
      <b>Not graded yet.</b> What each learner is graded on will light up here, clause by clause.
      {measured &&
        ` The table shows the metrics of ${seeds === 1 ? 'one seed' : `${seeds} seeds`}, on at most ${formatCount(
          Math.max(...record.capabilities.map((c) => c.items)),
        )} held-out items per capability.`}
      {edited && measured && ' They are from before your edit.'}
    </p>
  );
}

export function Scorecard() {
  const record = useShownRecord();
  return (
    <aside className={css.score} aria-label="Scorecard">
      <div className={css.top}>
        <h2 className="hd">The definition</h2>
        <span className={css.answer}>Not graded yet</span>
      </div>
      <Definition />
      {record && <MetricTable record={record} />}
      <Note />
    </aside>
  );
}
