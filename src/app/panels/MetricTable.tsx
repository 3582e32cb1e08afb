// One group of metrics as a table, one column per learner; the head of a column selects its learner.

import { Tooltip } from '@mantine/core';
import type { MetricInfo } from '../../core/catalog.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import { Equation } from '../learners/Equation.tsx';
import { LearnerHead } from '../learners/LearnerHead.tsx';
import { useExperiment } from '../store/experimentStore.ts';
import { formatMetric } from '../theme/format.ts';
import type { MetricGroup } from './metrics.ts';

function MetricName({ info }: { info: MetricInfo }) {
  const tip = (
    <>
      {info.summary}
      <Equation className="pn-metric-equation" tex={info.equation} />
      {info.higherIsBetter ? 'Higher is better.' : 'Lower is better.'}
      {info.citation && ` ${info.citation.text}`}
    </>
  );
  return (
    <Tooltip label={tip} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className="pn-metric">
        {info.label}
      </button>
    </Tooltip>
  );
}

interface MetricTableProps {
  readonly group: MetricGroup;
  readonly learners: readonly LearnerConfig[];
}

export function MetricTable({ group, learners }: MetricTableProps) {
  const selected = useExperiment((state) => state.selectedLearnerId);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{group.label}</th>
          {learners.map((learner) => (
            <LearnerHead key={learner.id} learner={learner} named={false} />
          ))}
        </tr>
      </thead>
      <tbody>
        {group.rows.map(({ info, values }) => (
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
