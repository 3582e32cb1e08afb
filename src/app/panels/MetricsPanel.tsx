// Every metric of the shown record, group by group: what papers report, beside the verdicts of the scorecard.

import { type CSSProperties, useMemo } from 'react';
import { useRun } from '../store/runStore.ts';
import { useEdited, useShownRecord } from '../store/shown.ts';
import { formatCount } from '../theme/format.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { measuredSeeds, metricGroups } from './metrics.ts';
import { MetricTable } from './MetricTable.tsx';

/** What is behind the figures. */
export function MetricsNote() {
  const record = useShownRecord();
  const edited = useEdited();
  const seeds = record ? measuredSeeds(record) : 0;
  if (!record || seeds === 0) return null;
  const items = Math.max(0, ...record.capabilities.map((c) => c.items));
  return (
    <span className="pn-aside">
      {[
        seeds === 1 ? 'one seed' : `means over ${seeds} seeds`,
        `at most ${formatCount(items)} items per capability`,
        ...(edited ? ['from before your edit'] : []),
      ].join(' · ')}
    </span>
  );
}

/** The panel: a table per group, in columns. */
export function MetricsPanel() {
  const record = useShownRecord();
  const infos = useRun((s) => s.catalog?.metrics);
  const groups = useMemo(
    () => (record && infos ? metricGroups(record, infos) : []),
    [record, infos],
  );
  if (!record || groups.length === 0) {
    return <EmptyPanel text="The metrics of every learner appear here as a run goes on." />;
  }
  const { learners } = record.experiment;
  return (
    <div className="pn-metrics" style={{ '--pn-count': learners.length } as CSSProperties}>
      {groups.map((group) => (
        <MetricTable key={group.group} group={group} learners={learners} />
      ))}
    </div>
  );
}
