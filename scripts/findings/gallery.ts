// What the page's gallery shows of the findings: public/findings.json, written from the same figures as docs/findings.md.

import type { GalleryArm, GalleryFinding } from '../../src/core/gallery.ts';
import { bootstrapInterval, type Interval } from '../../src/core/intervals.ts';
import { FINDING_PRESETS } from '../../src/learning/presets/findings.ts';
import { DECIDING_SEEDS, type Finding, verdictOf } from './finding.ts';
import type { Measured } from './measured.ts';
import { commandOf, madeOf, measuredOf, type Row, rowsOf } from './store.ts';

const rounded = ({ mean, low, high }: Interval): Interval => ({
  mean: Number(mean.toFixed(4)),
  low: Number(low.toFixed(4)),
  high: Number(high.toFixed(4)),
});

function armsOf({ arms, figures }: Finding, measured: Measured): GalleryArm[] {
  return arms.map(({ id, name }) => ({
    name,
    intervals: figures.map((figure) => {
      const values = measured.values(id, figure);
      return values && rounded(bootstrapInterval(values));
    }),
  }));
}

/** Its own ready-made experiments: those whose learners it is measured with and that bear its id. */
function presetsOf({ id, arms }: Finding): string[] {
  return FINDING_PRESETS.filter(
    (preset) =>
      (preset.id === id || preset.id.startsWith(`${id}-`)) &&
      arms.some(({ experiment }) => experiment === preset.experiment),
  ).map((preset) => preset.id);
}

/** A finding's entry. */
function entryOf(finding: Finding, all: readonly Row[]): GalleryFinding {
  const { id, title, says, sources, setup, caveat, figures, told } = finding;
  const rows = rowsOf(finding, all);
  const measured = measuredOf(finding, rows);
  const claims = measured.seeds.length < DECIDING_SEEDS ? [] : finding.judge(measured);
  return {
    id,
    title,
    says,
    sources,
    setup,
    ...(caveat === undefined ? {} : { caveat }),
    verdict: claims.length === 0 ? null : verdictOf(claims),
    claims,
    seeds: measured.seeds,
    figures: figures.map(({ label, about }) => ({ label, about })),
    told: figures.indexOf(told),
    arms: measured.seeds.length === 0 ? [] : armsOf(finding, measured),
    presets: presetsOf(finding),
    command: commandOf(finding),
    made: rows.length === 0 ? null : madeOf(rows),
  };
}

/** The file as text: a line for each finding. */
export function galleryFile(findings: readonly Finding[], rows: readonly Row[]): string {
  const lines = findings.map((finding) => JSON.stringify(entryOf(finding, rows)));
  return `[\n${lines.join(',\n')}\n]\n`;
}
