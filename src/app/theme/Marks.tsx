// Draws a learner's swatch (line and filled marker) and a task's hollow marker, wherever one stands beside a name.

import { learnerMark, taskMark } from './marks.ts';

/** A learner's line with its marker in the middle; `width` in CSS pixels. */
export function LearnerSwatch({ mark, width = 26 }: { mark: number; width?: number }) {
  const { color, dash, path, hollow } = learnerMark(mark);
  return (
    <svg
      width={width}
      height="10"
      viewBox={`0 0 ${width} 10`}
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={`M0 5H${width}`} stroke={color} strokeWidth="1.8" strokeDasharray={dash} />
      <path
        d={path}
        transform={`translate(${width / 2} 5)`}
        fill={hollow ? 'var(--paper)' : color}
        stroke={hollow ? color : 'none'}
        strokeWidth="1.6"
      />
    </svg>
  );
}

/** A task's hollow marker; `position` = which different task of the stream it is (0-based). */
export function TaskMarker({
  position,
  color = 'var(--ink)',
  size = 11,
  fill = 'var(--sheet)',
}: {
  position: number;
  color?: string;
  size?: number;
  fill?: string;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="-5.5 -5.5 11 11"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={taskMark(position).path} fill={fill} stroke={color} strokeWidth="1.6" />
    </svg>
  );
}
