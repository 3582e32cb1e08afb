// docs/grid.md, written from the measurements of `npm run grid`: a table per method with the best value of its main knob.

import { METHODS } from '../../src/learning/methods/index.ts';
import { type GridPoint, type GridSettings, NAIVE, gridKnob } from './gridValues.ts';

/** What one run ended with, each between 0 and 1. */
export interface GridFigures {
  /** Mean accuracy on each task right after its phase. */
  readonly learning: number;
  /** Final mean accuracy on the tasks of the stream, on general capabilities, and on the base's functions and pairs. */
  readonly new: number;
  readonly general: number;
  readonly old: number;
}

export interface GridRow extends GridPoint, GridSettings {
  readonly figures: GridFigures;
  readonly seconds: number;
  readonly adapter: string;
  readonly date: string;
}

/** In place of the adapter of a run that came to no end: it counts as zeros. */
export const DIVERGED = 'diverged';

const COLUMNS = ['learning', 'new', 'general', 'old'] as const;

/** Half what was learned, half what was kept: (learning + (new + general + old) / 3) / 2. */
export function score(figures: GridFigures): number {
  return (figures.learning + (figures.new + figures.general + figures.old) / 3) / 2;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Rows of one method, by value, each with its figures averaged over the seeds. */
export function summarise(rows: readonly GridRow[], method: string) {
  const own = rows.filter((r) => r.method === method);
  const values = [...new Set(own.map((r) => r.value))].sort((a, b) => a - b);
  return values.map((value) => {
    const runs = own.filter((r) => r.value === value);
    const of = (key: keyof GridFigures) => mean(runs.map((r) => r.figures[key]));
    const figures = {
      learning: of('learning'),
      new: of('new'),
      general: of('general'),
      old: of('old'),
    };
    return { value, seeds: runs.length, figures, score: score(figures) };
  });
}

/** The table of one method; the best score is bold, the present default is marked. */
export function gridTable(rows: readonly GridRow[], method: string): string {
  const lines = summarise(rows, method);
  const naive = method === NAIVE ? [] : summarise(rows, NAIVE);
  const best = Math.max(...lines.map((l) => l.score));
  const knob = method === NAIVE ? null : gridKnob(method);
  const head = [knob?.label ?? 'method', 'seeds', ...COLUMNS, 'score'];
  const body = [
    ...naive.map((l) => ({ ...l, name: NAIVE })),
    ...lines.map((l) => ({ ...l, name: String(l.value) })),
  ].map(({ name, value, seeds, figures, score: total }) => {
    const isDefault = name !== NAIVE && value === knob?.default ? ' (default)' : '';
    const mark = name !== NAIVE && total === best ? '**' : '';
    const cells = COLUMNS.map((key) => figures[key].toFixed(3));
    return [
      `${mark}${name}${mark}${isDefault}`,
      seeds,
      ...cells,
      `${mark}${total.toFixed(3)}${mark}`,
    ];
  });
  return [head, head.map(() => '---'), ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const HEAD = `# Grid of default strengths

\`npm run grid\` measures each method over values of its main knob, on a stream that no shipped experiment has: word and
mirror, sort down, sort up, with cosine decay in each phase, everything else at its default. Where the
default of a method is well below its best value, the ready-made learner of that name carries the better one.

All figures are accuracies at the end of the stream, averaged over the seeds. _learning_ is the mean accuracy on each task
right after its phase; _new_ is what is left of these tasks; _general_ and _old_ are what is left of the base. The score is
half of each, what was learned and what was kept: (learning + (new + general + old) / 3) / 2. The best value is bold. A model
that is left as it is scores .333, since it keeps the base and learns nothing: what scores less is worse than that here.
`;

/** Rows measured like the last one: results of other settings do not mix. */
function latest(all: readonly GridRow[]): GridRow[] {
  const last = all.at(-1);
  if (!last) return [];
  const { base, steps, batch } = last;
  return all.filter((r) => r.base === base && r.steps === steps && r.batch === batch);
}

/** The whole page as Markdown. */
export function gridPage(all: readonly GridRow[]): string {
  const rows = latest(all);
  const measured = METHODS.map((m) => m.info).filter((m) => rows.some((r) => r.method === m.id));
  if (measured.length === 0) return `${HEAD}\nNothing has been measured yet.\n`;
  const conditions = [
    ...new Set(
      rows
        .filter((r) => r.adapter !== DIVERGED)
        .map(
          (r) =>
            `base ${r.base}, 3 phases of ${r.steps} steps, batches of ${r.batch}; ${r.adapter}`,
        ),
    ),
  ];
  const sections = measured.map((info) => `## ${info.label}\n\n${gridTable(rows, info.id)}`);
  return [`${HEAD}\nMeasured with ${conditions.join(' and ')}.`, ...sections].join('\n\n') + '\n';
}
