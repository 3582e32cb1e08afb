// What stands behind a verdict: the paper, what was done here, claim by claim, every figure, and the command.

import type { GalleryFinding } from '../../core/gallery.ts';
import { VerdictSign } from '../scorecard/VerdictSign.tsx';
import css from './Findings.module.css';
import { formatInterval, scaleOf } from './intervalScale.ts';

function Claims({ claims }: Pick<GalleryFinding, 'claims'>) {
  return (
    <ul className={css.claims}>
      {claims.map(({ says, holds, because, main }) => (
        <li key={says} data-verdict={holds ? 'met' : 'not-met'}>
          <VerdictSign verdict={holds ? 'met' : 'not-met'} />
          <div>
            <span className="vh">{holds ? 'Holds: ' : 'Does not hold: '}</span>
            {says} {main && <small>main claim</small>}
            <p className="lab">{because}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Figures({ figures, arms }: GalleryFinding) {
  const scales = figures.map((_, i) => scaleOf(arms.map(({ intervals }) => intervals[i]!)));
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label="All figures">
      <table className={css.figures}>
        <thead>
          <tr>
            <th scope="col">learner</th>
            {figures.map(({ label, about }) => (
              <th key={label} scope="col" title={about}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arms.map(({ name, intervals }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {intervals.map((interval, i) => (
                <td key={figures[i]!.label}>
                  {interval ? formatInterval(interval, scales[i]!) : 'none'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function FindingDetails({ finding }: { finding: GalleryFinding }) {
  const { says, sources, setup, caveat, claims, arms, seeds, command, made } = finding;
  return (
    <div className={css.details}>
      <p>
        <b>{sources.length > 0 ? 'What the paper says.' : 'What is asked.'}</b> {says}
      </p>
      {sources.length > 0 && (
        <ul className={css.sources}>
          {sources.map(({ text, url }) => (
            <li key={url}>
              <a className="lk" href={url} target="_blank" rel="noreferrer">
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p>
        <b>What was measured here.</b> {setup}
      </p>
      {caveat !== undefined && (
        <p>
          <b>What it does not show.</b> {caveat}
        </p>
      )}
      {claims.length > 0 && <Claims claims={claims} />}
      {arms.length > 0 && <Figures {...finding} />}
      <p className="lab">
        <code>{command}</code>
        {made !== null && ` · seeds ${seeds.join(', ')} · means and 95 % intervals · ${made}`}
      </p>
    </div>
  );
}
