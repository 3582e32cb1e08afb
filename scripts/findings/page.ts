// docs/findings.md, written from the definitions of the findings and the figures of `npm run findings`. No figure is written by
// hand, and none counts that was measured with another definition.

import { bootstrapInterval } from '../../src/core/intervals.ts';
import { NOT_BUILT } from './definitions/index.ts';
import { type Arm, DECIDING_SEEDS, type FigureSpec, type Finding, verdictOf } from './finding.ts';
import type { Measured } from './measured.ts';
import { formatInterval } from './statistics.ts';
import { commandOf, madeOf, measuredOf, type Row, rowsOf } from './store.ts';

/** Seeds from which on a verdict is more than preliminary. */
const ENOUGH_SEEDS = 5;

const HEAD = `# Findings

What the literature reports of forgetting and learning on, as experiments of a few minutes at the size of this laboratory.
\`npm run findings\` runs all of them over five seeds, \`npm run findings -- e2 e7\` some, and both write this page;
\`-- --resume\` leaves out what is there, and \`-- --page\` only writes the page.

Figures are means over seeds with the 95 % interval of a percentile bootstrap over them, which for so few seeds is rather
too narrow. Seeds differ in examples and draws; the bases are the shipped ones. A finding is taken apart into claims, and a
claim of 'more' holds only where the two intervals do not overlap. All claims hold: _reproduced_. Some do, and none fails
without which nothing is left of the finding: _partly_. Models are tiny, streams short, and a paper's own setting is another
one: 'not reproduced' says that it does not show here.

That a method keeps more than naive fine-tuning says little, since a lower rate keeps more as well, and learns less. The
_frontier_ is what naive keeps of the general capabilities at each learning accuracy, linear between the base as it is and rates
of 1e-4, 3e-4 and 1e-3; 'above the frontier' compares at the same learning accuracy, seed by seed.`;

const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

const code = (finding: Finding) => `\`${commandOf(finding)}\``;

function cell(measured: Measured, arm: Arm, figure: FigureSpec): string {
  const values = measured.valuesOrNull(arm.id, figure);
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return '-';
  const interval = formatInterval(bootstrapInterval(there));
  return there.length === values.length
    ? interval
    : `${interval} on ${there.length} of ${values.length}`;
}

function table(finding: Finding, measured: Measured): string {
  const head = ['learner', ...finding.figures.map(({ label }) => label)];
  const rows = finding.arms.map((arm) => [
    arm.name,
    ...finding.figures.map((figure) => cell(measured, arm, figure)),
  ]);
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

/** Time of the rows together; a learner that other findings share counts in full. */
function minutesOf(rows: readonly Row[]): string {
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  return `about ${Math.max(1, Math.round(seconds / 60))} min`;
}

/** How the table was made. */
function conditions(finding: Finding, rows: readonly Row[], { seeds }: Measured): string {
  const diverged = rows
    .filter((row) => row.diverged)
    .map(({ arm, seed }) => `${arm}, seed ${seed}`);
  const lost = diverged.length > 0 ? ` Came to no end: ${diverged.join('; ')}.` : '';
  return `${code(finding)} (${minutesOf(rows)}): seeds ${seeds.join(', ')}; ${madeOf(rows)}.${lost}`;
}

const notRun = (finding: Finding) => `Not run yet: ${code(finding)}.`;

/** The verdict in a word or two; null where there is not enough to decide by. */
function verdictText(finding: Finding, measured: Measured): string | null {
  const count = measured.seeds.length;
  if (count < DECIDING_SEEDS) return null;
  const verdict = verdictOf(finding.judge(measured));
  return count < ENOUGH_SEEDS ? `${verdict} (preliminary: ${count} seeds)` : verdict;
}

function judgement(finding: Finding, measured: Measured): string {
  const verdict = verdictText(finding, measured);
  if (!verdict) return '**Verdict: open.** An interval needs two seeds of every learner.';
  const claims = finding.judge(measured);
  const held = claims.filter(({ holds }) => holds).length;
  const lines = claims.map(
    ({ says, holds, because, main }) =>
      `- ${holds ? 'Holds' : 'Does not hold'}${main ? ' (main claim)' : ''}: ${says} ${because[0]!.toUpperCase()}${because.slice(1)}.`,
  );
  return [`**Verdict: ${verdict}.** ${held} of ${claims.length} claims hold.`, '', ...lines].join(
    '\n',
  );
}

/** A finding's entry. */
export function findingSection(finding: Finding, all: readonly Row[]): string {
  const rows = rowsOf(finding, all);
  const measured = measuredOf(finding, rows);
  const sources = finding.sources.map(({ text, url }) => `[${text}](${url})`).join('; ');
  const says = [finding.says, sources && `${sources}.`].filter(Boolean).join(' ');
  const results =
    measured.seeds.length === 0
      ? [notRun(finding)]
      : [
          table(finding, measured),
          conditions(finding, rows, measured),
          judgement(finding, measured),
        ];
  return [
    `## ${finding.id.toUpperCase()}. ${finding.title}`,
    `**${finding.sources.length > 0 ? 'What the paper says' : 'What is asked'}.** ${says}`,
    `**What was measured here.** ${finding.setup}`,
    ...(finding.caveat ? [`**What it does not show.** ${finding.caveat}`] : []),
    ...results,
  ].join('\n\n');
}

function overview(findings: readonly Finding[], rows: readonly Row[]): string {
  const lines = findings.map((finding) => {
    const own = rowsOf(finding, rows);
    const measured = measuredOf(finding, own);
    const open = own.length === 0 ? 'not run yet' : 'open';
    return [finding.id.toUpperCase(), finding.title, verdictText(finding, measured) ?? open];
  });
  const head = ['', 'finding', 'verdict'];
  return [head, head.map(() => '---'), ...lines].map(line).join('\n');
}

/** What the columns of the tables are. */
function legend(findings: readonly Finding[]): string {
  const figures = new Set(findings.flatMap((finding) => finding.figures));
  const lines = [...figures].map(({ label, about }) => `- **${label}**: ${about}.`);
  return `Columns of the tables:\n\n${lines.join('\n')}`;
}

/** The whole page as Markdown. */
export function findingsPage(findings: readonly Finding[], rows: readonly Row[]): string {
  const missing = NOT_BUILT.map(
    ({ id, title, why }) => `- **${id.toUpperCase()}. ${title}**: ${why}`,
  );
  return [
    HEAD,
    overview(findings, rows),
    legend(findings),
    ...findings.map((finding) => findingSection(finding, rows)),
    `## Not built\n\n${missing.join('\n')}\n`,
  ].join('\n\n');
}
