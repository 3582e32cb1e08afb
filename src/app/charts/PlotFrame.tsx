// The frame that all plots share: its margins are the gutters of the time axis, so that a step has the same x in the stream, in
// every chart and on the axis; behind everything phase bands, boundaries, accuracy lines and chance. Plain SVG on two linear
// scales: the first screen waits for these plots, and a chart library would double that wait.

import { type CSSProperties, memo, type ReactNode, useMemo } from 'react';
import type { Phase } from '../../core/experiment.ts';
import { useWidth } from '../theme/gutters.ts';
import {
  percent,
  PLOT_INSET,
  plotScale,
  PlotScaleContext,
  PlotTotalContext,
  usePlotTotal,
} from './plotScale.ts';
import { At, TallLine } from './Stretched.tsx';
import { phaseSpans } from './timeline.ts';
import { useSize } from './useSize.ts';

const LEVELS = [0, 0.5, 1] as const;

interface FrameProps {
  readonly phases: readonly Phase[];
  /** Accuracies of guessing that get a dotted line. */
  readonly chance: readonly number[];
}

/** Bands on odd phases, a hairline at each boundary, 0, .5 and 1, and the chance lines. */
const FrameLayer = memo(function FrameLayer({ phases, chance }: FrameProps) {
  const total = usePlotTotal();
  const spans = phaseSpans(phases);
  return (
    <g aria-hidden="true">
      {spans.map(({ start, end }, i) =>
        i % 2 === 0 ? (
          <rect
            key={start}
            className="ch-tall"
            x={percent(start / total)}
            width={percent((end - start) / total)}
            fill="var(--band)"
          />
        ) : null,
      )}
      {[0, ...spans.map((s) => s.end)].map((step) => (
        <TallLine key={step} x={step / total} color="var(--rule)" />
      ))}
      {LEVELS.map((level) => (
        <At key={level} x={0} y={1 - level}>
          <line
            x2="100%"
            stroke="var(--rule)"
            strokeDasharray={level === 0.5 ? '1 4' : undefined}
          />
          <text x={-7} y={4} textAnchor="end">
            {level === 0.5 ? '.5' : level}
          </text>
        </At>
      ))}
      {chance.map((level) => (
        <At key={level} x={0} y={1 - level}>
          <line x2="100%" stroke="var(--ink-3)" strokeWidth="1.2" strokeDasharray="1.5 3" />
        </At>
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
  const { plot } = useWidth();
  const { ref, width, height } = useSize<SVGSVGElement>(plot);
  const steps = phases.reduce((sum, p) => sum + p.steps, 0);
  const total = Math.max(1, steps);
  const scale = useMemo(() => plotScale(width, height, total), [width, height, total]);
  return (
    <div className="ch-plot" style={{ '--inset': `${PLOT_INSET}px` } as CSSProperties}>
      <svg className="ch-area" ref={ref} role="img" aria-label={label}>
        <PlotTotalContext value={total}>
          <PlotScaleContext value={scale}>
            <FrameLayer phases={phases} chance={chance} />
            {steps > 0 && children}
          </PlotScaleContext>
        </PlotTotalContext>
      </svg>
      {steps > 0 && over}
    </div>
  );
}
