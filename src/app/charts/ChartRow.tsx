// One learner's row: the sentence of its outcome and the plot of what it learned and lost along the stream.

import { memo, useMemo } from 'react';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { formatAccuracy } from '../theme/format.ts';
import {
  shownRecord,
  tracedRecord,
  useChance,
  useIsPartial,
  useLearner,
  useLearnerCurves,
  useMeasuredPhases,
  useReferenceId,
  useRowEdited,
  useTotalSteps,
} from './chartData.ts';
import { CurvesLayer } from './CurvesLayer.tsx';
import { type LearnerCurves } from './curves.ts';
import { Crosshair, HoverSurface } from './HoverSurface.tsx';
import { LabelsLayer, rowLabels } from './LabelsLayer.tsx';
import { NotesLayer } from './NotesLayer.tsx';
import { GhostClip, PlayheadClip, PlayheadLine } from './Playhead.tsx';
import { PlotFrame } from './PlotFrame.tsx';
import { outcomeSentence, type Sentence } from './sentence.ts';
import { intervalName } from './statistics.ts';
import './charts.css';

const CHANCE_GROUPS = ['general', 'new'] as const;

const EMPTY: Sentence = { lead: 'Nothing to learn yet.', rest: '' };

const EDITED: Sentence = {
  lead: 'Not run yet.',
  rest: 'The faint curves were measured before the change.',
};

/** The figures at a step in words: `Step 40: general .89, reverse .97`. */
function describeStep(curves: LearnerCurves, mark: number, step: number): string {
  const figures = rowLabels(curves, mark, step).map((l) => `${l.name} ${formatAccuracy(l.value)}`);
  return `Step ${step}: ${figures.join(', ')}`;
}

/** The seed under way is not the first one, so that the curves reach beyond the playhead. */
function useLaterSeed(): boolean {
  return useRun((s) => (s.progress?.seedNumber ?? 1) > 1);
}

interface LinesProps {
  readonly learnerId: string;
  readonly mark: number;
  readonly curves: LearnerCurves;
  readonly edited: boolean;
}

/** The curves, and from their last evaluation on what was measured before them. */
function Lines({ learnerId, mark, curves, edited }: LinesProps) {
  const partial = useIsPartial();
  const laterSeed = useLaterSeed();
  const referenceId = useReferenceId(learnerId) ?? '';
  const reference = useLearnerCurves(shownRecord, referenceId).general;
  const traced = useLearnerCurves(tracedRecord, learnerId);
  const tracedReference = useLearnerCurves(tracedRecord, referenceId).general;
  const ink = <CurvesLayer curves={curves} reference={reference} mark={mark} />;
  if (edited) return <GhostClip>{ink}</GhostClip>;
  if (!partial) return ink;
  if (laterSeed) {
    return (
      <>
        <PlayheadClip side="after">{ink}</PlayheadClip>
        <PlayheadClip side="before">{ink}</PlayheadClip>
      </>
    );
  }
  return (
    <>
      <PlayheadClip side="after" at={curves.steps.at(-1) ?? 0}>
        <CurvesLayer curves={traced} reference={tracedReference} mark={mark} />
      </PlayheadClip>
      {ink}
    </>
  );
}

/** First learner that is not the reference: its row names the ghost. */
function useNamesReference(learnerId: string, referenceId: string | null): string | null {
  return useExperiment((s) => {
    const { learners } = s.experiment;
    const first = learners.find((l) => l.id !== referenceId);
    if (referenceId === null || first?.id !== learnerId) return null;
    return learners.find((l) => l.id === referenceId)?.name ?? null;
  });
}

function Plot({
  learnerId,
  name,
  mark,
  curves,
  edited,
  summary,
}: LinesProps & { name: string; summary: string }) {
  const phases = useExperiment((s) => s.experiment.phases);
  const first = useExperiment((s) => s.experiment.learners[0]?.id === learnerId);
  const chance = useChance(CHANCE_GROUPS);
  const total = useTotalSteps();
  const partial = useIsPartial();
  const referenceId = useReferenceId(learnerId);
  const reference = useLearnerCurves(shownRecord, referenceId ?? '').general;
  const referenceName = useNamesReference(learnerId, referenceId);
  const describe = (step: number) => describeStep(curves, mark, step);
  const last = curves.steps.at(-1) ?? 0;
  const band = curves.seeds > 0 ? ` ${intervalName(curves.seeds)}.` : '';
  return (
    <PlotFrame
      phases={phases}
      chance={chance}
      label={`${summary} ${last > 0 ? `${describe(last)}.` : ''}${band}`}
      over={
        <HoverSurface
          steps={curves.steps}
          total={total}
          name={`the curves of ${name}`}
          describe={describe}
        />
      }
    >
      <Lines learnerId={learnerId} mark={mark} curves={curves} edited={edited} />
      {!edited && (
        <NotesLayer
          general={curves.general}
          reference={referenceName === null ? [] : reference}
          referenceName={referenceName ?? ''}
          firstEnd={phases[0]?.steps ?? 0}
        />
      )}
      {partial && !edited && <PlayheadLine handle={first} />}
      {!edited && <LabelsLayer curves={curves} mark={mark} atEnd={!partial && last === total} />}
      <Crosshair />
    </PlotFrame>
  );
}

/** Sentence and plot of one learner; fills its slot. */
export const ChartRow = memo(function ChartRow({ learnerId }: { learnerId: string }) {
  const learner = useLearner(learnerId);
  const curves = useLearnerCurves(shownRecord, learnerId);
  const measuredPhases = useMeasuredPhases(shownRecord);
  const edited = useRowEdited(learnerId);
  const empty = useTotalSteps() === 0;
  const name = learner?.name ?? '';
  const outcome = useMemo(() => {
    const total = measuredPhases.reduce((sum, p) => sum + p.steps, 0);
    return outcomeSentence(name, curves, total);
  }, [name, curves, measuredPhases]);
  if (!learner) return null;
  const changed = edited && curves.steps.length > 0 ? EDITED : outcome;
  const sentence = empty ? EMPTY : changed;
  return (
    <section className="ch-row" aria-label={`Curves of ${name}`}>
      <p className="ch-say">
        <b>{sentence.lead}</b> {sentence.rest}
      </p>
      <Plot
        learnerId={learnerId}
        name={name}
        mark={learner.mark}
        curves={curves}
        edited={edited}
        summary={`${sentence.lead} ${sentence.rest}`}
      />
    </section>
  );
});
