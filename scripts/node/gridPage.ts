// docs/grid.md, written from the measurements of `npm run grid`: a table per method, set of trainable parameters and optimizer,
// with the best value of its knob.

import { adamw } from '../../src/engine/optimizers/adamw.ts';
import {
  GRID_LENGTHS,
  GRID_TASKS,
  type GridPoint,
  type GridSettings,
  NAIVE,
} from './gridExperiment.ts';
import {
  GRID_SUBJECTS,
  type GridSetting,
  type GridStream,
  type GridSubject,
  gridSubject,
  isDefault,
} from './gridSubjects.ts';

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

/** What the seeds of one setting come to. */
interface GridLine extends GridSetting {
  readonly seeds: number;
  readonly figures: GridFigures;
  readonly score: number;
}

/** Rows of one subject, by value and rate, each with its figures averaged over the seeds. */
export function summarise(rows: readonly GridRow[], id: string): GridLine[] {
  const settings = new Map<string, GridRow[]>();
  for (const row of rows.filter((r) => r.method === id)) {
    const key = `${row.value} ${row.rate}`;
    settings.set(key, [...(settings.get(key) ?? []), row]);
  }
  const lines = [...settings.values()].map((runs): GridLine => {
    const of = (key: keyof GridFigures) => mean(runs.map((r) => r.figures[key]));
    const figures = {
      learning: of('learning'),
      new: of('new'),
      general: of('general'),
      old: of('old'),
    };
    const { value, rate } = runs[0]!;
    const setting = { value, ...(rate !== undefined && { rate }) };
    return { ...setting, seeds: runs.length, figures, score: score(figures) };
  });
  return lines.sort((a, b) => a.value - b.value || (a.rate ?? 0) - (b.rate ?? 0));
}

/** The cells of a line; the best score is bold. */
function cellsOf(line: GridLine, setting: readonly string[], best: boolean): string[] {
  const mark = best ? '**' : '';
  return [
    ...setting,
    String(line.seeds),
    ...COLUMNS.map((key) => line.figures[key].toFixed(3)),
    `${mark}${line.score.toFixed(3)}${mark}`,
  ];
}

/** The table of one subject; the best score is bold, the present default is marked. */
export function gridTable(rows: readonly GridRow[], id: string): string {
  const subject = gridSubject(id);
  const { spec } = subject.knob;
  const hasRates = subject.rates.length > 0;
  const lines = summarise(rows, id);
  const best = Math.max(...lines.map((l) => l.score));
  const usualRate = String(adamw.info.params.learningRate.default);
  const label = spec.symbol ? `${spec.label}, ${spec.symbol}` : spec.label;
  const head = [label, ...(hasRates ? ['learning rate'] : []), 'seeds', ...COLUMNS, 'score'];
  const naive = summarise(rows, NAIVE[subject.stream]).map((line) =>
    cellsOf(line, ['naive', ...(hasRates ? [usualRate] : [])], false),
  );
  const body = lines.map((line) => {
    const isBest = line.score === best;
    const mark = isBest ? '**' : '';
    const note = isDefault(subject, line) ? ' (default)' : '';
    const value = `${mark}${line.value}${mark}${note}`;
    const rate = `${mark}${line.rate}${mark}`;
    return cellsOf(line, [value, ...(hasRates ? [rate] : [])], isBest);
  });
  return [head, head.map(() => '---'), ...naive, ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const HEAD = `# Grid of default strengths

\`npm run grid\` measures each method over values of its main knob, on a stream that no shipped experiment has: word and
mirror, sort down, sort up, with cosine decay in each phase, everything else at its default. Sets of trainable parameters
are measured by their size, each at several learning rates, optimizers by their learning rate, and memories beside frozen
weights on two phases of new facts. Where the default is well below the best value, the ready-made learner of that name
carries the better one.

All figures are accuracies at the end of the stream, averaged over the seeds. _learning_ is the mean accuracy on each task
right after its phase; _new_ is what is left of these tasks; _general_ and _old_ are what is left of the base. The score is
half of each, what was learned and what was kept: (learning + (new + general + old) / 3) / 2. The best value is bold. A model
that is left as it is scores .333, since it keeps the base and learns nothing: what scores less is worse than that here.
`;

/** What heads a stream's part of the page, after the first. */
const ABOUT: Readonly<Record<GridStream, string | null>> = {
  functions: null,
  long: '## In longer phases\n\nWhat has a learning rate of its own: where time is short the highest rate would always be best. The ready-made LoRA and O-LoRA stay at 5e-3, below the best rate here: on the four functions of the landscape they learn less at higher ones.',
  facts: '## On new facts\n\nThe weights are frozen, except those of naive fine-tuning.',
};

/** Rows of a stream that were measured like its last one: results of other settings do not mix. */
function latest(all: readonly GridRow[], stream: GridStream): GridRow[] {
  const ids = [
    NAIVE[stream],
    ...GRID_SUBJECTS.filter((s) => s.stream === stream).map(({ info }) => info.id),
  ];
  const own = all.filter(({ method }) => ids.includes(method));
  const last = own.at(-1);
  if (!last) return [];
  const { base, steps, batch } = last;
  return own.filter((r) => r.base === base && r.steps === steps && r.batch === batch);
}

/** How these rows were measured. */
function conditionsOf(rows: readonly GridRow[], stream: GridStream): string {
  const phases = GRID_TASKS[stream].length;
  const conditions = rows
    .filter((r) => r.adapter !== DIVERGED)
    .map(
      (r) =>
        `base ${r.base}, ${phases} phases of ${GRID_LENGTHS[stream] * r.steps} steps, batches of ${r.batch}; ${r.adapter}`,
    );
  return `Measured with ${[...new Set(conditions)].join(' and ')}.`;
}

/** What a stream's measurements say, as paragraphs; none where nothing was measured but naive. */
function streamPart(all: readonly GridRow[], stream: GridStream): string[] {
  const rows = latest(all, stream);
  const measured = GRID_SUBJECTS.filter(
    (s) => s.stream === stream && rows.some((r) => r.method === s.info.id),
  );
  if (measured.length === 0) return [];
  const about = ABOUT[stream];
  const level = about ? '###' : '##';
  const section = ({ info }: GridSubject) =>
    `${level} ${info.label}\n\n${gridTable(rows, info.id)}`;
  return [...(about ? [about] : []), conditionsOf(rows, stream), ...measured.map(section)];
}

/** The whole page as Markdown. */
export function gridPage(all: readonly GridRow[]): string {
  const parts = (['functions', 'long', 'facts'] as const).flatMap((s) => streamPart(all, s));
  if (parts.length === 0) return `${HEAD}\nNothing has been measured yet.\n`;
  return `${HEAD}\n${parts.join('\n\n')}\n`;
}
