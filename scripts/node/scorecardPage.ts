// docs/scorecard.md: how the headline's two learners are graded on every seed, what each clause of the definition asks, from the
// scorecard's own thresholds, and which learners of the recorded runs meet it and which do not.

import { readFileSync } from 'node:fs';
import { CLAUSES, type ClauseGrade, type ClauseId, type Verdict } from '../../src/core/grade.ts';
import type { RunRecord } from '../../src/core/runRecord.ts';
import { EXPERIMENT_PRESETS } from '../../src/learning/presets/index.ts';
import { readTwins, TWINS, type TwinRow } from './twins.ts';

const HEAD = `# The scorecard

"We are interested in an LLM being able to efficiently and compositionally learn new capabilities during sequential exposure to
new, differently-distributed data, while at least preserving general capabilities. And it should do so in its weights." Each
clause is one or more conditions on figures of a run; a clause is met only where all of its conditions are, and there is no
total. A condition with an interval is decided by the end of the interval that is worse for the learner: over seeds where there
are two or more, else over held-out items. The thresholds are proposals of this project; they are all in
\`src/learning/scorecard/thresholds.ts\`, with the reason where one needs it.

\`npm run grade -- FILE.json\` grades an exported record again from nothing but that file. \`npm run docs\` writes this page from
the recorded runs that the ready-made experiments open with; a test compares it with them, and another asks that every clause
has learners on both sides.`;

const TITLES: Readonly<Record<ClauseId, string>> = {
  efficient: 'Efficiently',
  compositional: 'Compositionally',
  learned: 'Learn new capabilities',
  sequential: 'During sequential exposure',
  kept: 'Kept through sequential exposure',
  shifted: 'New, differently-distributed data',
  preserved: 'At least preserving general capabilities',
  'in-weights': 'In its weights',
};

/** The grade of one learner of a ready-made experiment on one clause. */
interface Example {
  readonly preset: string;
  readonly learner: string;
  readonly grade: ClauseGrade;
}

function examplesOf(clause: ClauseId): Example[] {
  return EXPERIMENT_PRESETS.flatMap(({ label, trace, experiment, group }) => {
    if (!trace || group === 'finding') return [];
    const record = JSON.parse(readFileSync(`public/traces/${trace}`, 'utf8')) as RunRecord;
    return (record.grades ?? []).map(({ learnerId, clauses }) => ({
      preset: label,
      learner: experiment.learners.find(({ id }) => id === learnerId)!.name,
      grade: clauses.find((grade) => grade.clause === clause)!,
    }));
  });
}

/** Learners on one side of a clause, a line for each experiment. */
export function learnersWith(clause: ClauseId, verdict: Verdict): readonly string[] {
  const byPreset = new Map<string, string[]>();
  for (const { preset, learner, grade } of examplesOf(clause)) {
    if (grade.verdict === verdict) byPreset.set(preset, [...(byPreset.get(preset) ?? []), learner]);
  }
  return [...byPreset].map(([preset, learners]) => `${preset}: ${learners.join(', ')}`);
}

/** What is asked, by the conditions that the recorded runs were graded with. */
function conditionsOf(clause: ClauseId): string[] {
  const asked = examplesOf(clause).flatMap(({ grade }) => grade.conditions);
  const lines = asked.map(
    ({ label, direction, threshold }) =>
      `- ${label}: ${direction === 'at-least' ? 'at least' : 'at most'} ${threshold}`,
  );
  return [...new Set(lines)];
}

function section(clause: ClauseId): string {
  const side = (title: string, verdict: Verdict) => [
    `${title}:`,
    learnersWith(clause, verdict)
      .map((line) => `- ${line}`)
      .join('\n'),
  ];
  return [
    `## ${TITLES[clause]}`,
    conditionsOf(clause).join('\n'),
    ...side('Met by', 'met'),
    ...side('Not met by', 'not-met'),
  ].join('\n\n');
}

const labelOf = (id: string) => EXPERIMENT_PRESETS.find((preset) => preset.id === id)!.label;

/** The seeds of one of the two as columns, the clauses as rows. */
function twinTable(preset: TwinRow['preset'], rows: readonly TwinRow[]): string {
  const own = rows.filter((row) => row.preset === preset);
  const cell = (row: TwinRow, clause: ClauseId) => {
    const { verdict, figure } = row.clauses.find((c) => c.clause === clause)!;
    const shown = figure === null ? '' : ` (${figure.toFixed(2).replace(/^-0\.00$/, '0.00')})`;
    return `${verdict.replace('-', ' ')}${shown}`;
  };
  const head = [labelOf(preset), ...own.map(({ seed }) => `seed ${seed}`)];
  const body = CLAUSES.map((clause) => [TITLES[clause], ...own.map((row) => cell(row, clause))]);
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  const reasons = own.flatMap(({ seed, clauses }) =>
    clauses
      .filter(({ verdict }) => verdict !== 'met')
      .map(({ clause, reason }) => `- Seed ${seed}, ${TITLES[clause].toLowerCase()}: ${reason}`),
  );
  return [lines.join('\n'), reasons.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** The headline, seed by seed: the same learner on the two bases. */
function twinSection(rows: readonly TwinRow[]): string {
  const made = [...new Set(rows.map(({ adapter, date }) => `${adapter}, ${date}`))].join('; ');
  return [
    '## The headline, seed by seed',
    `Replay on three new functions, each taught alone, on the base that answers step by step and on the one that answers at once; every seed is graded alone, with the figure that decides in brackets. \`npm run twins\`: ${made}.`,
    ...TWINS.map((preset) => twinTable(preset, rows)),
  ].join('\n\n');
}

/** The whole page as Markdown. */
export function scorecardPage(): string {
  return [HEAD, twinSection(readTwins()), ...CLAUSES.map(section)].join('\n\n') + '\n';
}
