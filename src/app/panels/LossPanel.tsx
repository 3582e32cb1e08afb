// Training loss and gradient norm of every learner against the step, on log axes, and the reward of those that sample their
// own answers: what the optimizer saw.

import { useElementSize } from '@mantine/hooks';
import { type CSSProperties, memo, useMemo } from 'react';
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
  readonly scale: 'log' | 'share';
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

const VALUE_AXIS = { tick: TICK, tickLine: false, axisLine: false, width: 44 } as const;

/** The log axis of a loss or a norm, or the axis of a share from 0 to 1. */
function valueAxis(scale: LossChartProps['scale'], rows: readonly LossRow[]): YAxisProps {
  if (scale === 'share') return { ...VALUE_AXIS, domain: [0, 1], ticks: [0, 0.5, 1] };
  const domain = logDomain(rows);
  return {
    ...VALUE_AXIS,
    scale: 'log',
    domain,
    ticks: logTicks(domain),
    tickFormatter: formatTick,
    allowDataOverflow: true,
  };
}

const LossChart = memo(function LossChart(props: LossChartProps) {
  const { title, scale, rows, learners, boundaries } = props;
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
            <YAxis {...valueAxis(scale, rows)} />
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

const QUANTITIES = [
  { id: 'loss', scale: 'log', title: 'Training loss, nats per supervised token' },
  { id: 'gradientNorm', scale: 'log', title: 'Gradient norm before clipping' },
  { id: 'reward', scale: 'share', title: 'Reward of its own answers' },
] as const satisfies readonly (Pick<LossChartProps, 'scale' | 'title'> & { id: Quantity })[];

/** The panel: two charts side by side, means over seeds. */
export function LossPanel() {
  const record = useShownRecord();
  const hidden = useView((s) => s.hidden);
  const losses = record?.losses;
  const experiment = record?.experiment;
  const charts = useMemo(() => {
    if (!losses || !experiment) return [];
    const boundaries = phaseBoundaries(experiment.phases);
    return QUANTITIES.map((quantity) => ({
      ...quantity,
      boundaries,
      rows: lossRows(losses, quantity.id, boundaries.at(-1)!),
    })).filter(({ id, rows }) => id !== 'reward' || rows.length > 0);
  }, [losses, experiment]);
  const learners = useMemo(
    () => (experiment?.learners ?? []).filter((l) => !hidden.includes(l.id)),
    [experiment, hidden],
  );
  if (!charts.some((chart) => chart.rows.length > 0)) {
    return <EmptyPanel text="The loss of each training step appears here as a run goes on." />;
  }
  return (
    <div className="pn-losses" style={{ '--charts': charts.length } as CSSProperties}>
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
