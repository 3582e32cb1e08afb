// The frame that all plots share: a recharts chart whose margins are the gutters of the time axis, so that a step has the same
// x in the stream, in every chart and on the axis; behind everything phase bands, boundaries, accuracy lines and chance.

import { useElementSize } from '@mantine/hooks';
import { memo, type ReactNode, useMemo } from 'react';
import { ComposedChart, XAxis, YAxis } from 'recharts';
import type { Phase } from '../../core/experiment.ts';
import { useWidth } from '../theme/gutters.ts';
import { phaseSpans } from './timeline.ts';
import { PLOT_INSET, usePlotScale } from './plotScale.ts';

const LEVELS = [0, 0.5, 1] as const;
const ACCURACY_DOMAIN: [number, number] = [0, 1];
const NO_DATA: never[] = [];

interface FrameProps {
  readonly phases: readonly Phase[];
  /** Accuracies of guessing that get a dotted line. */
  readonly chance: readonly number[];
}

/** Bands on odd phases, a hairline at each boundary, 0, .5 and 1, and the chance lines. */
const FrameLayer = memo(function FrameLayer({ phases, chance }: FrameProps) {
  const scale = usePlotScale();
  if (!scale) return null;
  const { x, y, left, right, height } = scale;
  const spans = phaseSpans(phases);
  return (
    <g aria-hidden="true">
      {spans.map(({ start, end }, i) =>
        i % 2 === 0 ? (
          <rect
            key={start}
            x={x(start)}
            width={x(end) - x(start)}
            height={height}
            fill="var(--band)"
          />
        ) : null,
      )}
      {[0, ...spans.map((s) => s.end)].map((step) => (
        <path key={step} d={`M${x(step)} 0V${height}`} stroke="var(--rule)" />
      ))}
      {LEVELS.map((level) => (
        <g key={level}>
          <path
            d={`M${left} ${y(level)}H${right}`}
            stroke="var(--rule)"
            strokeDasharray={level === 0.5 ? '1 4' : undefined}
          />
          <text x={left - 7} y={y(level) + 4} textAnchor="end">
            {level === 0.5 ? '.5' : level}
          </text>
        </g>
      ))}
      {chance.map((level) => (
        <path
          key={level}
          d={`M${left} ${y(level)}H${right}`}
          stroke="var(--ink-3)"
          strokeWidth="1.2"
          strokeDasharray="1.5 3"
        />
      ))}
    </g>
  );
});

interface PlotFrameProps extends FrameProps {
  /** What the plot shows, for those who do not see it. */
  readonly label: string;
  /** Layers, drawn inside the SVG in their order. */
  readonly children: ReactNode;
  /** What lies over the SVG: the surface that follows the pointer. */
  readonly over?: ReactNode;
}

/** A plot on the shared time axis; fills its parent. */
export function PlotFrame({ phases, chance, label, children, over }: PlotFrameProps) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const gutters = useWidth();
  const total = phases.reduce((sum, p) => sum + p.steps, 0);
  // Recharts lays the chart out again for every new object, so these stay the same while nothing changes.
  const margin = useMemo(
    () => ({ left: gutters.left, right: gutters.right, top: PLOT_INSET, bottom: PLOT_INSET }),
    [gutters],
  );
  const stepDomain = useMemo((): [number, number] => [0, Math.max(1, total)], [total]);
  return (
    <div className="ch-plot" ref={ref}>
      {width > 0 && height > 2 * PLOT_INSET && (
        <ComposedChart
          width={width}
          height={height}
          data={NO_DATA}
          margin={margin}
          accessibilityLayer={false}
          role="img"
          aria-label={label}
        >
          <XAxis dataKey="step" type="number" domain={stepDomain} allowDataOverflow hide />
          <YAxis type="number" domain={ACCURACY_DOMAIN} allowDataOverflow hide width={0} />
          <FrameLayer phases={phases} chance={chance} />
          {total > 0 && children}
        </ComposedChart>
      )}
      {total > 0 && over}
    </div>
  );
}
