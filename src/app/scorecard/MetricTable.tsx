// The metrics of the run, one column per learner; the head of a column selects its learner.

import { Tooltip } from '@mantine/core';
import type { MetricInfo } from '../../core/catalog.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { Equation } from '../learners/Equation.tsx';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { formatMetric } from '../theme/format.ts';
import { LearnerSwatch } from '../theme/Marks.tsx';
import { metricMean } from './metrics.ts';
import css from './Scorecard.module.css';

/** More columns than this have no room for names; the swatch then stands alone and the name is its accessible label. */
const NAMED_COLUMNS = 4;

function Head({ learner, selected }: { learner: LearnerConfig; selected: boolean }) {
  return (
    <th scope="col" data-selected={selected || undefined}>
      <button
        type="button"
        className={css.pick}
        aria-pressed={selected}
        title={learner.name}
        onClick={() => experimentStore.getState().selectLearner(learner.id)}
      >
        <LearnerSwatch mark={learner.mark} width={22} />
        <span>{learner.name}</span>
      </button>
    </th>
  );
}

function MetricName({ info }: { info: MetricInfo }) {
  const tip = (
    <>
      {info.summary}
      <Equation className={css.tip} tex={info.equation} />
      {info.higherIsBetter ? 'Higher is better.' : 'Lower is better.'}
      {info.citation && ` ${info.citation.text}`}
    </>
  );
  return (
    <Tooltip label={tip} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={css.metric}>
        {info.label}
      </button>
    </Tooltip>
  );
}

/** Nothing before the first measurement: no rows of dashes. */
export function MetricTable({ record }: { record: RunRecord }) {
  const metrics = useRun((state) => state.catalog?.metrics) ?? [];
  const selected = useExperiment((state) => state.selectedLearnerId);
  const { learners } = record.experiment;
  const rows = metrics
    .map((info) => ({ info, values: learners.map((l) => metricMean(record, l.id, info.id)) }))
    .filter(({ values }) => values.some((v) => v !== null));
  if (rows.length === 0) return null;
  return (
    <table className={css.table} data-many={learners.length > NAMED_COLUMNS || undefined}>
      <thead>
        <tr>
          <th scope="col">measured</th>
          {learners.map((learner) => (
            <Head key={learner.id} learner={learner} selected={learner.id === selected} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ info, values }) => (
          <tr key={info.id}>
            <th scope="row">
              <MetricName info={info} />
            </th>
            {values.map((value, i) => (
              <td key={learners[i]!.id} data-selected={learners[i]!.id === selected || undefined}>
                {value === null ? '' : formatMetric(value, info.format)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
