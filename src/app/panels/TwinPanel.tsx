// The shown experiment beside its twin: two recorded runs that every measure of retention calls alike, and where they differ.

import { use, useMemo } from 'react';
import type { RunRecord } from '../../core/runRecord.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { sameRun } from '../store/sameRun.ts';
import { useSession } from '../store/SessionContext.ts';
import { useShownRecord } from '../store/shown.ts';
import { loadTrace } from '../store/traces.ts';
import { useWidth } from '../theme/gutters.ts';
import { LearnerSwatch } from '../theme/Marks.tsx';
import { EmptyPanel } from './EmptyPanel.tsx';
import { twinOf, type TwinPresets, twinSentence } from './twin.ts';
import { TwinTable } from './TwinTable.tsx';

interface TwinProps {
  readonly record: RunRecord;
  readonly presets: TwinPresets;
}

function Twin({ record, presets: { own, twin, trace } }: TwinProps) {
  const session = useSession();
  const catalog = useRun((s) => s.catalog);
  const selected = useExperiment((s) => s.selectedLearnerId);
  const width = useWidth().id;
  // Suspends until it is there; the same file is fetched once.
  const other = use(loadTrace(trace));
  if (!other || !sameRun(other.experiment, twin.experiment, catalog)) {
    return <EmptyPanel text={`The recorded trace of ‘${twin.label}’ could not be loaded.`} />;
  }
  const { learners } = record.experiment;
  const learner = learners.find((l) => l.id === selected) ?? learners[0]!;
  return (
    <div className="pn-twin">
      <div className="pn-twin-head">
        <p>{twinSentence(record, other, learner.id, catalog)}</p>
        <button type="button" className="pn-button" onClick={() => session.open(twin.experiment)}>
          Open ‘{twin.label}’
        </button>
      </div>
      <TwinTable
        sides={[
          { name: own.label, record },
          { name: twin.label, record: other },
        ]}
        learnerId={learner.id}
        corner={
          <span className="pn-twin-learner">
            <LearnerSwatch mark={learner.mark} width={22} /> {learner.name}
          </span>
        }
        wide={width !== 'phone' && width !== 'narrow'}
      />
    </div>
  );
}

/** The panel; its tab is there only where there is a twin. */
export function TwinPanel() {
  const record = useShownRecord();
  const catalog = useRun((s) => s.catalog);
  const shown = record?.experiment ?? null;
  const presets = useMemo(() => twinOf(shown, catalog), [shown, catalog]);
  if (!record || !presets) return <EmptyPanel text="This experiment has no twin." />;
  return <Twin record={record} presets={presets} />;
}
