// From figures to conditions, and from conditions to a clause: it is met only where all of its conditions are.

import { AppError } from '../../core/errors.ts';
import type { ConditionGrade, Verdict } from '../../core/grade.ts';
import type { Estimate } from './estimates.ts';
import { formatBeside, formatThreshold } from './format.ts';
import type { Finding } from './grading.ts';
import { ASKED, type Asked, reaches } from './thresholds.ts';

export type ConditionName = keyof typeof ASKED;

/** A condition and what its sentence is made of. */
export interface Condition {
  readonly asked: Asked;
  readonly grade: ConditionGrade;
}

function verdictOf({ direction, threshold }: Asked, { value, bound }: Estimate): Verdict {
  const deciding = bound ?? value;
  if (deciding === null) return 'not-assessable';
  const least = direction === 'at-least';
  const met = least ? reaches(deciding, threshold) : reaches(threshold, deciding);
  return met ? 'met' : 'not-met';
}

/**
 * Compares an estimate with its threshold; the bound decides where there is one. `change` overrules what follows from the
 * figures: the verdict, or a label that says which of several figures this is.
 */
export function condition(
  name: ConditionName,
  estimate: Estimate,
  change: Partial<Pick<ConditionGrade, 'verdict' | 'label'>> = {},
): Condition {
  const asked: Asked = ASKED[name];
  const { label, direction, threshold } = asked;
  const verdict = verdictOf(asked, estimate);
  return { asked, grade: { label, direction, threshold, ...estimate, verdict, ...change } };
}

/** A figure without an interval. */
export const exactly = (value: number | null): Estimate => ({ value, bound: null });

/** The figure in words, without an end to the sentence. */
export const figureTold = (asked: Asked, value: number): string =>
  asked.says.replace('#', formatBeside(value, asked));

/** One sentence: the figure, and what is asked for. */
function sentence({ asked, grade }: Condition): string {
  const { value, bound, over, verdict } = grade;
  const wanted = formatThreshold(asked);
  const least = asked.direction === 'at-least';
  const end = least ? `at least ${wanted} is asked for.` : `at most ${wanted} is allowed.`;
  if (value === null) return `${asked.says.replace('#', 'an unknown part')}; ${end}`;
  const told = figureTold(asked, value);
  const enough = verdictOf(asked, exactly(value)) === 'met';
  if (bound !== null && verdict === 'not-met' && enough) {
    const reach = `but the 95 % interval over ${over ?? 'seeds'} reaches down to ${formatBeside(bound, asked)}`;
    return `${told}, ${reach}; ${end}`;
  }
  return `${told}; ${end}`;
}

/** Which verdict of its conditions a clause takes: the first of these that one of them has. */
const WEIGHTIEST: readonly Verdict[] = ['not-met', 'open', 'not-assessable', 'met'];

/**
 * A clause with these conditions, the most telling one first. The figure and the sentence are those of the condition that
 * decides, unless `more` says otherwise; conditions that are not applicable are shown and decide nothing.
 */
export function clauseOf(
  conditions: readonly Condition[],
  more: Partial<Pick<Finding, 'reason'>> = {},
): Finding {
  const grades = conditions.map(({ grade }) => grade);
  const verdict = WEIGHTIEST.find((v) => grades.some((grade) => grade.verdict === v));
  const deciding = conditions.find(({ grade }) => grade.verdict === verdict);
  if (!verdict || !deciding) {
    throw new AppError('internal', 'clause: expected a condition that decides, got none.');
  }
  const { value } = deciding.grade;
  return { verdict, figure: value, conditions: grades, reason: sentence(deciding), ...more };
}

/** A clause that no figure decides; `conditions` may show why. */
export function undecided(
  verdict: 'not-assessable' | 'not-applicable' | 'open',
  reason: string,
  conditions: readonly Condition[] = [],
): Finding {
  return { verdict, figure: null, conditions: conditions.map(({ grade }) => grade), reason };
}
