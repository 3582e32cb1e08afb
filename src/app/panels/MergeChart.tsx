// Accuracy over the coefficient: general in ink, what the stream teaches in the learner's colour, old functions and pairs thin.

import { linePath, type Corner, percent } from '../charts/plotScale.ts';
import { At, Stretched } from '../charts/Stretched.tsx';
import type { CapabilityGroup } from '../../core/runRecord.ts';
import { GROUP_NAMES } from '../charts/GroupSwitch.tsx';
import { formatAccuracy } from '../theme/format.ts';
import { learnerColor } from '../theme/marks.ts';
import type { MergeCurve } from './mergeCurves.ts';

const LEVELS = [0, 0.5, 1] as const;

interface Stroke {
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeDasharray?: string;
}

function strokeOf(group: CapabilityGroup, mark: number): Stroke {
  const color = learnerColor(mark);
  switch (group) {
    case 'general':
      return { stroke: 'var(--ink)', strokeWidth: 2.3 };
    case 'new':
      return { stroke: color, strokeWidth: 2.3 };
    case 'old':
      return { stroke: 'var(--ink)', strokeWidth: 1.4, strokeDasharray: '5 2.5' };
    case 'composed':
      return { stroke: color, strokeWidth: 1.4, strokeDasharray: '5 2.5' };
  }
}

function describe(curves: readonly MergeCurve[]): string {
  return curves
    .map(({ group, points }) => {
      const figures = points.map((p) => `${p.coefficient}: ${formatAccuracy(p.accuracy)}`);
      return `${GROUP_NAMES[group]} ${figures.join(', ')}`;
    })
    .join('. ');
}

interface MergeChartProps {
  readonly curves: readonly MergeCurve[];
  readonly mark: number;
  /** Under the slider. */
  readonly coefficient: number;
}

function Legend({ curves, mark }: Pick<MergeChartProps, 'curves' | 'mark'>) {
  return (
    <ul className="pn-legend" aria-hidden="true">
      {curves.map(({ group }) => (
        <li key={group}>
          <svg width="20" height="10">
            <path d="M0 5h20" fill="none" {...strokeOf(group, mark)} />
          </svg>
          {GROUP_NAMES[group]}
        </li>
      ))}
    </ul>
  );
}

export function MergeChart({ curves, mark, coefficient }: MergeChartProps) {
  const x = percent(coefficient);
  return (
    <figure className="pn-merge-chart">
      <Legend curves={curves} mark={mark} />
      <svg role="img" aria-label={`Accuracy by coefficient. ${describe(curves)}.`}>
        {LEVELS.map((level) => (
          <At key={level} x={0} y={1 - level}>
            <line x2="100%" stroke="var(--rule)" />
            <text x={-7} y={4} textAnchor="end">
              {level === 0.5 ? '.5' : level}
            </text>
          </At>
        ))}
        <line x1={x} x2={x} y2="100%" stroke="var(--ink-2)" />
        <Stretched>
          {curves.map(({ group, points }) => (
            <path
              key={group}
              fill="none"
              strokeLinejoin="round"
              d={linePath(
                points.map((p): Corner => [p.coefficient, p.accuracy]),
                1,
              )}
              {...strokeOf(group, mark)}
            />
          ))}
        </Stretched>
        {curves.flatMap(({ group, points }) =>
          points
            .filter((p) => p.coefficient === coefficient)
            .map((p) => (
              <At key={group} x={p.coefficient} y={1 - p.accuracy}>
                <circle r="3.4" fill="var(--paper)" {...strokeOf(group, mark)} strokeDasharray="" />
              </At>
            )),
        )}
        <At x={0} y={1}>
          <text y={18} textAnchor="middle">
            0 = base
          </text>
        </At>
        <At x={1} y={1}>
          <text y={18} textAnchor="middle">
            1
          </text>
        </At>
      </svg>
    </figure>
  );
}
