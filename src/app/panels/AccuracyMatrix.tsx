// The accuracy matrix of every learner: a full cell is ink, an empty one is bare paper, so that forgetting looks like ink going.

import { type CSSProperties, useMemo } from 'react';
import type { Capability } from '../../core/runRecord.ts';
import { shownRecord } from '../charts/chartData.ts';
import { taskPositions } from '../charts/timeline.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useView } from '../store/viewStore.ts';
import { phaseLabel } from '../stream/phaseText.ts';
import { TaskMarker } from '../theme/Marks.tsx';
import { EmptyPanel } from './EmptyPanel.tsx';
import { LearnerTable } from './LearnerTable.tsx';
import { matrixColumns } from './matrixData.ts';
import { useRowNow, useShownPhases } from './matrixHooks.ts';

const NO_CAPABILITIES: readonly Capability[] = [];

/** More tables than this leave short columns on a desk. */
const MANY = 2;

/** Names of the rows: the base, then each phase. */
function useRowNames(): readonly string[] {
  const phases = useShownPhases();
  const catalog = useRun((s) => s.catalog);
  return useMemo(
    () => ['base', ...phases.map((phase) => phaseLabel(catalog, phase))],
    [phases, catalog],
  );
}

/** The row names that all tables share; each table repeats them for screen readers only. */
function RowLabels({ names }: { names: readonly string[] }) {
  const phases = useShownPhases();
  const rowNow = useRowNow();
  const positions = taskPositions(phases);
  return (
    <div className="pn-labels" aria-hidden="true">
      <span className="pn-after">after</span>
      {names.map((name, i) => (
        <span key={`${i} ${name}`} data-now={i === rowNow || undefined}>
          <span className="pn-label">{name}</span>
          {phases[i - 1]?.tasks.map(({ id }) => (
            <TaskMarker key={id} position={positions.get(id) ?? 0} color="var(--ink-2)" size={10} />
          ))}
        </span>
      ))}
    </div>
  );
}

/** How ink reads. */
export function HeatRamp() {
  return (
    <span className="pn-ramp-label">
      paper 0<span className="pn-ramp" />
      ink 1
    </span>
  );
}

/** The panel: one table per learner, means over seeds. */
export function AccuracyMatrix() {
  const capabilities = useRun((s) => shownRecord(s)?.capabilities ?? NO_CAPABILITIES);
  const phases = useShownPhases();
  const learners = useRun((s) => shownRecord(s)?.experiment.learners ?? null);
  const hidden = useView((s) => s.hidden);
  const selectedId = useExperiment((s) => s.selectedLearnerId);
  const names = useRowNames();
  const columns = useMemo(() => matrixColumns(capabilities, phases), [capabilities, phases]);
  if (!learners || phases.length === 0) {
    return <EmptyPanel text="The matrix fills as each phase ends. Press Run to begin." />;
  }
  const shown = learners.filter((learner) => !hidden.includes(learner.id));
  const selected = shown.some((l) => l.id === selectedId) ? selectedId : shown[0]?.id;
  return (
    <div
      className="pn-matrices"
      data-many={shown.length > MANY || undefined}
      style={{ '--pn-count': shown.length } as CSSProperties}
      role="group"
      aria-label="Accuracy matrices"
    >
      <RowLabels names={names} />
      {shown.map((learner) => (
        <LearnerTable
          key={learner.id}
          learner={learner}
          columns={columns}
          names={names}
          selected={learner.id === selected}
        />
      ))}
    </div>
  );
}
