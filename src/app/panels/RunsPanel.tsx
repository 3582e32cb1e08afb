// The runs of the shown record: learner, seed and final metrics, and the files to take them away.

import { Download } from 'lucide-react';
import { useMemo } from 'react';
import type { MetricInfo } from '../../core/catalog.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { useRun } from '../store/runStore.ts';
import { useShownRecord } from '../store/shown.ts';
import { formatCount, formatDuration, formatMetric } from '../theme/format.ts';
import { LearnerSwatch } from '../theme/Marks.tsx';
import { download } from './download.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { matricesCsv, metricColumns, runRows } from './runTable.ts';

/** A file name from the experiment's name: `three-new-functions`. */
function fileStem(record: RunRecord): string {
  const stem = record.experiment.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return stem.replace(/^-|-$/g, '') || 'experiment';
}

function Exports({ record }: { record: RunRecord }) {
  const stem = `palimpsest-${fileStem(record)}`;
  return (
    <span className="pn-exports">
      <button
        type="button"
        className="pn-button"
        onClick={() => download(`${stem}.json`, 'application/json', JSON.stringify(record))}
      >
        <Download size={14} aria-hidden="true" /> Run record, JSON
      </button>
      <button
        type="button"
        className="pn-button"
        onClick={() => download(`${stem}-matrices.csv`, 'text/csv', matricesCsv(record))}
      >
        <Download size={14} aria-hidden="true" /> Accuracy matrices, CSV
      </button>
    </span>
  );
}

/** Whose run it is, on which adapter, how long all of its runs took together. */
function useProvenance(record: RunRecord): string {
  const live = useRun((s) => s.live !== null);
  const { seconds, adapter, date } = record;
  const took = seconds === null ? [] : [`${formatDuration(seconds)} for all runs together`];
  return [live ? 'Your run' : 'Recorded trace', adapter.name, ...took, date.slice(0, 10)].join(
    ' · ',
  );
}

const figure = (value: number | null, format?: MetricInfo['format']): string =>
  value === null ? '' : formatMetric(value, format);

function RunsTable({ record }: { record: RunRecord }) {
  const infos = useRun((s) => s.catalog?.metrics);
  const rows = useMemo(() => runRows(record), [record]);
  const metrics = useMemo(() => metricColumns(rows, infos ?? []), [rows, infos]);
  const provenance = useProvenance(record);
  // Only memory scaffolds have something that can be taken away.
  const memories = rows.some((row) => row.withoutMemory !== null);
  return (
    <div className="pn-runs">
      <div className="pn-runs-head">
        <p>{provenance}</p>
        <Exports record={record} />
      </div>
      <table>
        <caption className="vh">Runs of this experiment</caption>
        <thead>
          <tr>
            <th scope="col">learner</th>
            <th scope="col">seed</th>
            <th scope="col">step</th>
            {memories && (
              <>
                <th scope="col" title="Mean accuracy on what the stream teaches.">
                  new tasks
                </th>
                <th scope="col" title="The same, with what the learner stored taken away.">
                  without its memory
                </th>
              </>
            )}
            {metrics.map(({ id, label, summary }) => (
              <th key={id} scope="col" title={summary}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ learnerId, name, mark, seed, step, values, ...row }) => (
            <tr key={`${learnerId} ${seed}`}>
              <th scope="row">
                <LearnerSwatch mark={mark} /> {name}
              </th>
              <td>{seed}</td>
              <td>{formatCount(step)}</td>
              {memories && (
                <>
                  <td>{figure(row.learned)}</td>
                  <td>{figure(row.withoutMemory)}</td>
                </>
              )}
              {metrics.map(({ id, format }) => (
                <td key={id}>{figure(values[id] ?? null, format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The panel. */
export function RunsPanel() {
  const record = useShownRecord();
  if (!record || record.evaluations.length === 0) {
    return (
      <EmptyPanel text="No run yet. Press Run, and every learner and seed gets a line here." />
    );
  }
  return <RunsTable record={record} />;
}
