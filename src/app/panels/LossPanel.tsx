// Training loss and gradient norm of every learner against the step, on log axes: what the optimizer saw.

import { useElementSize } from '@mantine/hooks';
import { memo, useMemo } from 'react';
import {
  Line,
  LineChart,
  ReferenceLine,
  XAxis,
  type XAxisProps,
  YAxis,
  type YAxisProps,
} from 'recharts';
import { type LearnerConfig, phaseBoundaries } from '../../core/experiment.ts';
import { axisTicks } from '../charts/timeline.ts';
import { useShownRecord } from '../store/shown.ts';
import { useView } from '../store/viewStore.ts';
import { formatCount, formatNumber, formatScientific } from '../theme/format.ts';
import { LearnerSwatch } from '../theme/Marks.tsx';
import { learnerMark } from '../theme/marks.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { logDomain, type LossRow, lossRows, logTicks, type Quantity } from './lossCurves.ts';

const MARGIN = { top: 6, right: 12, bottom: 0, left: 0 };
const TICK = { fontSize: 11, fill: 'var(--ink-3)' } as const;

function formatTick(value: number): string {
  return value < 0.01 || value >= 1000 ? formatScientific(value) : formatNumber(value);
}

interface LossChartProps {
  readonly title: string;
  readonly rows: readonly LossRow[];
  readonly learners: readonly LearnerConfig[];
  readonly boundaries: readonly number[];
}

function describe({ title, rows, learners }: LossChartProps): string {
  const last = rows.at(-1);
  const figures = learners.flatMap(({ id, name }) => {
    const value = last?.values[id];
    return value === undefined ? [] : [`${name} ${formatTick(value)}`];
  });
  return `${title} against step; last: ${figures.join(', ')}.`;
}

/** The step axis with the ticks of the charts above. */
function stepAxis(boundaries: readonly number[], width: number): XAxisProps {
  return {
    dataKey: 'step',
    type: 'number',
    domain: [0, boundaries.at(-1) ?? 1],
    ticks: axisTicks(boundaries, width - 60, 36),
    tickFormatter: formatCount,
    tick: TICK,
    tickLine: false,
    axisLine: { stroke: 'var(--rule)' },
    height: 20,
  };
}

/** The log axis of a loss or a norm. */
function valueAxis(rows: readonly LossRow[]): YAxisProps {
  const domain = logDomain(rows);
  return {
    scale: 'log',
    domain,
    ticks: logTicks(domain),
    tickFormatter: formatTick,
    tick: TICK,
    tickLine: false,
    axisLine: false,
    width: 44,
    allowDataOverflow: true,
  };
}

const LossChart = memo(function LossChart(props: LossChartProps) {
  const { title, rows, learners, boundaries } = props;
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  return (
    <figure className="pn-loss">
      <figcaption>{title}</figcaption>
      <div ref={ref}>
        {width > 0 && height > 0 && (
          <LineChart
            width={width}
            height={height}
            data={[...rows]}
            margin={MARGIN}
            accessibilityLayer={false}
            role="img"
            aria-label={describe(props)}
          >
            {boundaries.map((step) => (
              <ReferenceLine key={step} x={step} stroke="var(--rule)" />
            ))}
            <XAxis {...stepAxis(boundaries, width)} />
            <YAxis {...valueAxis(rows)} />
            {learners.map(({ id, mark }) => (
              <Line
                key={id}
                dataKey={(row: LossRow) => row.values[id]}
                stroke={learnerMark(mark).color}
                strokeDasharray={learnerMark(mark).dash}
                strokeWidth={1.4}
                dot={false}
                activeDot={false}
                isAnimationActive={false}
                connectNulls
              />
            ))}
          </LineChart>
        )}
      </div>
    </figure>
  );
});

const QUANTITIES: readonly { readonly id: Quantity; readonly title: string }[] = [
  { id: 'loss', title: 'Training loss, nats per supervised token' },
  { id: 'gradientNorm', title: 'Gradient norm before clipping' },
];

/** The panel: two charts side by side, means over seeds. */
export function LossPanel() {
  const record = useShownRecord();
  const hidden = useView((s) => s.hidden);
  const losses = record?.losses;
  const experiment = record?.experiment;
  const charts = useMemo(() => {
    if (!losses || !experiment) return [];
    const boundaries = phaseBoundaries(experiment.phases);
    return QUANTITIES.map(({ id, title }) => ({
      id,
      title,
      boundaries,
      rows: lossRows(losses, id, boundaries.at(-1)!),
    }));
  }, [losses, experiment]);
  const learners = useMemo(
    () => (experiment?.learners ?? []).filter((l) => !hidden.includes(l.id)),
    [experiment, hidden],
  );
  if (!charts.some((chart) => chart.rows.length > 0)) {
    return <EmptyPanel text="The loss of each training step appears here as a run goes on." />;
  }
  return (
    <div className="pn-losses">
      <ul className="pn-legend" aria-label="Learners">
        {learners.map(({ id, mark, name }) => (
          <li key={id}>
            <LearnerSwatch mark={mark} /> {name}
          </li>
        ))}
      </ul>
      {charts.map(({ id, ...chart }) => (
        <LossChart key={id} {...chart} learners={learners} />
      ))}
    </div>
  );
}
