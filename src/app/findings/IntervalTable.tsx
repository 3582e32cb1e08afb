// One figure of every learner of a finding: a dot at the mean over seeds, a line as wide as its 95 % interval, and the number.

import type { GalleryFinding } from '../../core/gallery.ts';
import type { Interval } from '../../core/intervals.ts';
import css from './Findings.module.css';
import { formatFigure, percentOf, type Scale, scaleOf } from './intervalScale.ts';

function Track({ interval, scale }: { interval: Interval | null; scale: Scale }) {
  const zero = percentOf(0, scale);
  return (
    <svg className={css.track} width="100%" height="14" aria-hidden="true">
      <line className={css.rail} x1="0" x2="100%" y1="7" y2="7" />
      <line className={css.zero} x1={`${zero}%`} x2={`${zero}%`} y1="2" y2="12" />
      {interval && (
        <>
          <line
            className={css.whisker}
            x1={`${percentOf(interval.low, scale)}%`}
            x2={`${percentOf(interval.high, scale)}%`}
            y1="7"
            y2="7"
          />
          <circle className={css.dot} cx={`${percentOf(interval.mean, scale)}%`} cy="7" r="3.5" />
        </>
      )}
    </svg>
  );
}

export function IntervalTable({ finding }: { finding: GalleryFinding }) {
  const { arms, figures, told, seeds } = finding;
  const figure = figures[told]!;
  const scale = scaleOf(arms.map(({ intervals }) => intervals[told]!));
  return (
    <table className={css.intervals}>
      <caption>
        <b>{figure.label}</b> {figure.about}; {seeds.length} {seeds.length === 1 ? 'seed' : 'seeds'}
      </caption>
      <tbody>
        {arms.map(({ name, intervals }) => {
          const interval = intervals[told]!;
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <Track interval={interval} scale={scale} />
              </td>
              <td className={css.number}>
                {interval ? formatFigure(interval.mean, scale) : 'none'}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
