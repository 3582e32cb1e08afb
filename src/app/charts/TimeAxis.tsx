// The step numbers under the charts, on the gutters that stream and plots share.

import { phaseBoundaries } from '../../core/experiment.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useView } from '../store/viewStore.ts';
import { formatCount } from '../theme/format.ts';
import { useWidth } from '../theme/gutters.ts';
import { axisTicks } from './timeline.ts';
import { useSize } from './useSize.ts';
import './charts.css';

/** Pixels that a number needs to itself. */
const LABEL_ROOM = 36;

/** Boundaries and round steps; the step under the pointer takes the place of what it covers. */
export function TimeAxis() {
  const gutters = useWidth();
  const { ref, width: room } = useSize<HTMLDivElement>(gutters.plot);
  const phases = useExperiment((s) => s.experiment.phases);
  const hover = useView((s) => s.hoverStep);
  const boundaries = phaseBoundaries(phases);
  const total = boundaries.at(-1)!;
  const covered = (step: number) =>
    hover !== null && (Math.abs(step - hover) / total) * room < LABEL_ROOM;
  const ticks = axisTicks(boundaries, room, LABEL_ROOM).filter((step) => !covered(step));
  const at = (step: number) => ({ left: `${total > 0 ? (100 * step) / total : 0}%` });
  return (
    <div className="ch-axis" aria-hidden="true">
      <div ref={ref} className="ch-inner">
        {ticks.map((step) => (
          <span key={step} style={at(step)}>
            {formatCount(step)}
            {step === 0 && gutters.id !== 'phone' ? ' steps' : ''}
          </span>
        ))}
        {hover !== null && (
          <span className="ch-axis-now" style={at(hover)}>
            {formatCount(hover)}
          </span>
        )}
      </div>
    </div>
  );
}
