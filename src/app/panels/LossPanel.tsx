// Training loss and gradient norm of every learner against the step, on log axes: what the optimizer saw. Of those that
// sample their own answers, also their reward, their entropy and how their probability stands to others'.

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
import {
  linearTicks,
  logDomain,
  type LossRow,
  lossRows,
  logTicks,
  type Quantity,
  ratioTicks,
} from './lossCurves.ts';

const MARGIN = { top: 6, right: 12, bottom: 0, left: 0 };
const TICK = { fontSize: 11, fill: 'var(--ink-3)' } as const;

function formatTick(value: number): string {
  if (value < 0) return `−${formatTick(-value)}`;
  return value < 0.01 || value >= 1000 ? formatScientific(value) : formatNumber(value);
}

interface LossChartProps {
  readonly title: string;
  readonly scale: 'log' | 'share' | 'linear' | 'ratio';
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

/** Ticks, the first and the last of which end the axis, of the scales that are not logarithmic. */
const TICKS = { share: () => [0, 0.5, 1], linear: linearTicks, ratio: ratioTicks } as const;

/** The log axis of a loss or a norm, or a linear one: of a share, of an amount, or of a ratio around 1. */
function valueAxis(scale: LossChartProps['scale'], rows: readonly LossRow[]): YAxisProps {
  if (scale !== 'log') {
    const ticks = TICKS[scale](rows);
    return { ...VALUE_AXIS, domain: [ticks[0]!, ticks.at(-1)!], ticks, tickFormatter: formatTick };
  }
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
  { id: 'entropy', scale: 'linear', title: 'Entropy of its own answers, nats per token' },
  { id: 'probabilityRatio', scale: 'ratio', title: 'Trainer over sampler probability' },
  { id: 'k1', scale: 'linear', title: 'KL to reference, k1 (unbiased)' },
  { id: 'k2', scale: 'linear', title: 'KL to reference, k2 (biased)' },
  { id: 'k3', scale: 'linear', title: 'KL to reference, k3 (unbiased)' },
] as const satisfies readonly (Pick<LossChartProps, 'scale' | 'title'> & { id: Quantity })[];

/** Quantities that every run has; others are shown where there is something to show. */
const ALWAYS: readonly Quantity[] = ['loss', 'gradientNorm'];
/** Most charts side by side; more of them stand in two rows. */
const ONE_ROW = 4;

/** Columns of the charts, and the least height of a row: one row fills the panel, two of them scroll where they must. */
function arrangement(charts: number) {
  if (charts <= ONE_ROW) return { '--columns': charts, '--least': 0 };
  return { '--columns': Math.ceil(charts / 2), '--least': '120px' };
}

/** The panel: charts side by side, means over seeds. */
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
    })).filter(({ id, rows }) => ALWAYS.includes(id) || rows.length > 0);
  }, [losses, experiment]);
  const learners = useMemo(
    () => (experiment?.learners ?? []).filter((l) => !hidden.includes(l.id)),
    [experiment, hidden],
  );
  if (!charts.some((chart) => chart.rows.length > 0)) {
    return <EmptyPanel text="The loss of each training step appears here as a run goes on." />;
  }
  return (
    <div className="pn-losses" style={arrangement(charts.length) as CSSProperties}>
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
