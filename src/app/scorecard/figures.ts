// How the figures of a grade are written: the figure of a clause, and its conditions in words. Pure.

import type { ClauseGrade, ClauseId, ConditionGrade } from '../../core/grade.ts';
import { formatSigned } from '../theme/format.ts';
import { VERDICT_WORDS } from './clauses.ts';

const LARGE = 100;

/** A share or a change as everywhere, `.97` and `−.11`; what is larger than 1 with a decimal, `1.4`. */
function formatFigure(value: number): string {
  const size = Math.abs(value);
  if (size <= 1) return formatSigned(value);
  return `${value < 0 ? '−' : ''}${size < LARGE ? size.toFixed(1) : Math.round(size)}`;
}

/** Most decimals that a figure is given, to tell it from its threshold. */
const MOST_DECIMALS = 6;

/** A value beside its threshold: with more decimals where two would show them as equal though they are not. */
function formatBeside(value: number, threshold: number): string {
  const text = formatFigure(value);
  if (value === threshold || text !== formatFigure(threshold)) return text;
  const size = Math.abs(value);
  let decimals = 3;
  while (Number(size.toFixed(decimals)) === Math.abs(threshold) && decimals < MOST_DECIMALS) {
    decimals++;
  }
  return `${value < 0 ? '−' : ''}${size.toFixed(decimals).replace(/^0/, '')}`;
}

/** What it costs is a multiple of what the reference costs; shares have thresholds below 1. */
function unitOf(clause: ClauseId, condition: ConditionGrade | null): string {
  return clause === 'efficient' && condition && condition.threshold > 1 ? '×' : '';
}

/** The condition that the figure of a clause belongs to; null where there is none. */
export function decidingCondition(grade: ClauseGrade | null): ConditionGrade | null {
  if (!grade) return null;
  const { conditions, figure, verdict } = grade;
  return (
    conditions.find((c) => c.value === figure && c.verdict === verdict) ??
    conditions.find((c) => c.value === figure) ??
    conditions.find((c) => c.verdict === verdict) ??
    conditions[0] ??
    null
  );
}

/** The figure beside a clause; empty where it has none. */
export function clauseFigure(grade: ClauseGrade): string {
  if (grade.figure === null) return '';
  const condition = decidingCondition(grade);
  const text = condition
    ? formatBeside(grade.figure, condition.threshold)
    : formatFigure(grade.figure);
  return `${text}${unitOf(grade.clause, condition)}`;
}

/** `≥ .90` */
export function thresholdText(clause: ClauseId, condition: ConditionGrade): string {
  const sign = condition.direction === 'at-least' ? '≥' : '≤';
  return `${sign} ${formatFigure(condition.threshold)}${unitOf(clause, condition)}`;
}

/** The figures of a condition: `.93 · 95 % bound .88, over seeds · at least .90`. */
export function conditionFigures(clause: ClauseId, condition: ConditionGrade): string {
  const { value, bound, over, threshold, direction } = condition;
  const unit = unitOf(clause, condition);
  const figure = (v: number) => `${formatBeside(v, threshold)}${unit}`;
  const interval = over === undefined ? '' : `, over ${over}`;
  return [
    value === null ? 'not measured' : figure(value),
    bound === null ? '' : `95 % bound ${figure(bound)}${interval}`,
    `${direction === 'at-least' ? 'at least' : 'at most'} ${formatFigure(threshold)}${unit}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a cell of the table says when it is pointed at: `Not met: pairs answered, ≥ .80. It composes nothing.` */
export function gradeTitle(grade: ClauseGrade): string {
  const word = VERDICT_WORDS[grade.verdict];
  const condition = decidingCondition(grade);
  const what = condition ? `: ${condition.label}, ${thresholdText(grade.clause, condition)}` : '';
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}${what}. ${grade.reason}`;
}
