// Grades in print: a table of learners by clauses, and where two gradings of one record differ.

import { type ClauseGrade, CLAUSES, type LearnerGrade } from '../../src/core/grade.ts';
import { formatFigure } from '../../src/learning/scorecard/format.ts';

/** Figures in traces are rounded to five digits, so what is made of them again differs a little. */
const TOLERANCE = 1e-3;

const cell = ({ verdict, figure }: ClauseGrade): string =>
  figure === null ? verdict : `${verdict} ${formatFigure(figure)}`;

/** A Markdown table, a line for each learner: verdict and figure of every clause, finished seeds, badges. */
export function gradeTable(
  grades: readonly LearnerGrade[],
  nameOf: (learnerId: string) => string,
): string {
  const rows = grades.map(({ learnerId, seeds, clauses, badges }) => [
    nameOf(learnerId),
    ...clauses.map(cell),
    String(seeds),
    badges.join(', '),
  ]);
  const lines = [['learner', ...CLAUSES, 'seeds', 'badges'], ...rows];
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const [head, ...body] = lines.map(
    (line) => `| ${line.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`,
  );
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function differ(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a !== b;
  return Math.abs(a - b) > TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}

function clauseDiffers(a: ClauseGrade, b: ClauseGrade): boolean {
  return (
    a.verdict !== b.verdict ||
    differ(a.figure, b.figure) ||
    a.conditions.length !== b.conditions.length ||
    a.conditions.some((condition, i) => {
      const other = b.conditions[i]!;
      return (
        condition.verdict !== other.verdict ||
        differ(condition.value, other.value) ||
        differ(condition.bound, other.bound)
      );
    })
  );
}

/** One line for each clause of a learner that is graded otherwise, or not at all, on one side. Words may differ. */
export function gradeDifferences(
  stored: readonly LearnerGrade[],
  computed: readonly LearnerGrade[],
): string[] {
  return computed.flatMap(({ learnerId, clauses }) => {
    const before = stored.find((grade) => grade.learnerId === learnerId);
    return clauses.flatMap((now) => {
      const was = before?.clauses.find(({ clause }) => clause === now.clause);
      if (was && !clauseDiffers(was, now)) return [];
      const got = was ? cell(was) : 'none';
      return [`${learnerId}, ${now.clause}: stored ${got}, computed ${cell(now)}`];
    });
  });
}
