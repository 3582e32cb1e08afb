// Weights between the base and what a learner ended with: a slider after the fact. Nothing is trained; every coefficient is
// evaluated anew by the worker, the one under the slider first.

import { useEffect, useState } from 'react';
import type { NumberParam } from '../../core/params.ts';
import type { MergeableLearner } from '../../core/protocol.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { GROUP_NAMES } from '../charts/GroupSwitch.tsx';
import { Equation } from '../learners/Equation.tsx';
import { Knob } from '../learners/Knob.tsx';
import { type RunState, useRun } from '../store/runStore.ts';
import { useSession } from '../store/SessionContext.ts';
import { formatAccuracy } from '../theme/format.ts';
import { learnerColor } from '../theme/marks.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { MergeChart } from './MergeChart.tsx';
import { mergeCurves, nextCoefficient } from './mergeCurves.ts';

const COEFFICIENT: NumberParam = {
  kind: 'number',
  label: 'coefficient',
  symbol: 's',
  help: '0 = the base, 1 = all that training changed.',
  default: 1,
  min: 0,
  max: 1,
  step: 0.01,
  scale: 'linear',
  format: 'plain',
};

/** Asks the worker for one coefficient after the other. */
function useMeasured(learnerId: string, coefficient: number): void {
  const session = useSession();
  const next = useRun((s) => nextCoefficient(s.merges, learnerId, coefficient));
  // One question is under way at a time: the next one is asked when its answer changes what is missing.
  const answers = useRun((s) => s.merges.length);
  const over = useRun((s) => s.status === 'finished' || s.status === 'stopped');
  useEffect(() => {
    if (over && next !== null) session.merge(learnerId, next);
  }, [session, learnerId, next, answers, over]);
}

interface MergeProps {
  readonly record: RunRecord;
  readonly learners: readonly MergeableLearner[];
}

function Merge({ record, learners }: MergeProps) {
  const [wanted, setWanted] = useState(learners[0]!.learnerId);
  const [moved, setMoved] = useState<Readonly<Record<string, number>>>({});
  const learner = learners.find((l) => l.learnerId === wanted) ?? learners[0]!;
  const { learnerId, equation } = learner;
  const coefficient = moved[learnerId] ?? learner.coefficient;
  useMeasured(learnerId, coefficient);
  const merges = useRun((s) => s.merges);
  const curves = mergeCurves(record.capabilities, merges, learnerId);
  const config = record.experiment.learners.find((l) => l.id === learnerId)!;
  const figures = curves.map(({ group, points }) => {
    const point = points.find((p) => p.coefficient === coefficient);
    return { group, text: point ? formatAccuracy(point.accuracy) : '…' };
  });
  return (
    <div className="pn-merge">
      <div className="pn-merge-side">
        <label className="pn-merge-learner">
          <span>Weights of</span>
          <select value={learnerId} onChange={(event) => setWanted(event.currentTarget.value)}>
            {learners.map(({ learnerId: id }) => (
              <option key={id} value={id}>
                {record.experiment.learners.find((l) => l.id === id)?.name ?? id}
              </option>
            ))}
          </select>
        </label>
        <Equation tex={equation} className="pn-merge-equation" />
        <Knob
          spec={COEFFICIENT}
          value={coefficient}
          color={learnerColor(config.mark)}
          onChange={(value) => setMoved({ ...moved, [learnerId]: value })}
        />
        <dl
          className="pn-merge-figures"
          aria-live="polite"
          aria-label="Accuracy at the coefficient"
        >
          {figures.map(({ group, text }) => (
            <div key={group}>
              <dt>{GROUP_NAMES[group]}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <MergeChart curves={curves} mark={config.mark} coefficient={coefficient} />
    </div>
  );
}

/** What the slider will be, as the end of a sentence that says when. */
const SLIDER =
  "a slider here mixes the base with what each learner's weights became, and measures the mixture without training.";

/** What to do for a slider, as long as there are no weights to mix. */
function waitingText({ status, starting, recorded }: RunState): string {
  if (starting || status === 'running' || status === 'paused')
    return `When this run ends or is stopped after a phase, ${SLIDER}`;
  if (status !== 'recorded')
    return 'This run has left no weights to mix with the base: a learner leaves them when it has trained to the end of a phase. Run it again, further or with learners that train.';
  const why = recorded ? 'The curves above are a recorded trace, which holds no weights. ' : '';
  return `${why}Press Run: when your own run ends, ${SLIDER}`;
}

/** The panel. */
export function MergePanel() {
  const record = useRun((s) => s.live);
  const learners = useRun((s) => s.mergeable);
  const waiting = useRun(waitingText);
  if (!record || learners.length === 0) return <EmptyPanel text={waiting} />;
  return <Merge record={record} learners={learners} />;
}
