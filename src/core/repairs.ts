// What to do about each thing that the schema finds wrong with a draft of an experiment.

import type { z } from 'zod';

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from './defaultExperiment.ts';
import { type ModelShape, nearestShape } from './experiment.ts';
import { type Path, valueAt } from './paths.ts';

export type Issue = z.core.$ZodIssue;

/** What an issue asks for: another value at `path`, or `path` (an entry of a list or record) gone. */
export type Repair =
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown; readonly problem: string }
  | { readonly kind: 'cut'; readonly path: Path; readonly length: number }
  | { readonly kind: 'remove'; readonly path: Path; readonly fault: Path };

export type Removal = Exclude<Repair, { readonly kind: 'set' }>;

/** Fields of a shape that `nearestShape` may change. */
const RELATED_FIELDS = ['width', 'heads', 'keyValueHeads'] as const;

/** Stands in for unreadable fields of a random base's shape: the tiny one. */
const FALLBACK_SHAPE: ModelShape = {
  vocabulary: 112,
  context: 48,
  width: 48,
  layers: 3,
  heads: 2,
  keyValueHeads: 2,
  feedForward: 192,
  mlp: 'gelu',
  tied: false,
  rotaryBase: 100,
};

function phaseFallback(path: Path): Repair {
  const [, , field, , taskField] = path;
  if (field === 'tasks') {
    if (taskField === 'weight') return useInstead(path, 1);
    return remove(path.slice(0, path.length > 3 ? 4 : 2), path);
  }
  if (field === undefined) return remove(path, path);
  return useInstead(path, valueAt(DEFAULT_EXPERIMENT.phases[0], path.slice(2)));
}

function learnerFallback(path: Path): Repair {
  const [, index, field] = path;
  const number = Number(index) + 1;
  if (field === undefined) return remove(path, path);
  if (field === 'id') return useInstead(path, `learner-${number}`);
  if (field === 'name') return useInstead(path, `Learner ${number}`);
  if (field === 'methods' && path.length > 3) return remove(path.slice(0, 4), path);
  return useInstead(path, valueAt(NAIVE_LEARNER, path.slice(2)));
}

function useInstead(path: Path, value: unknown): Repair {
  return { kind: 'set', path, value, problem: 'was not valid' };
}

/** `fault` is the place, at `path` or inside it, that cannot be mended. */
function remove(path: Path, fault: Path): Repair {
  return { kind: 'remove', path, fault };
}

/** For a value that nothing can be made of: the default of its field, or its removal where a list or record holds it. */
function fallback(path: Path): Repair {
  const params = path.indexOf('params');
  if (params >= 0) {
    if (params === path.length - 1) return useInstead(path, {});
    return remove(path.slice(0, params + 2), path);
  }
  if (path[0] === 'phases' && path.length > 1) return phaseFallback(path);
  if (path[0] === 'learners' && path.length > 1) return learnerFallback(path);
  if (path[1] === 'shape') return useInstead(path, valueAt(FALLBACK_SHAPE, path.slice(2)));
  return useInstead(path, valueAt(DEFAULT_EXPERIMENT, path));
}

/** Rounded, and never negative zero. */
function wholeNumber(value: number): number {
  return Math.round(value) + 0;
}

function repairNumber(issue: Issue, value: number): Repair | null {
  const { path } = issue;
  switch (issue.code) {
    case 'too_big':
      return { kind: 'set', path, value: Number(issue.maximum), problem: 'was out of range' };
    case 'too_small':
      return { kind: 'set', path, value: Number(issue.minimum), problem: 'was out of range' };
    case 'not_multiple_of': {
      const multiple = wholeNumber(value / issue.divisor) * issue.divisor;
      const problem = `was not a multiple of ${issue.divisor}`;
      return { kind: 'set', path, value: multiple, problem };
    }
    case 'invalid_type':
      if (!Number.isFinite(value) && (issue.expected === 'number' || issue.expected === 'int')) {
        // JSON reads 1e999 as infinity; the next round brings it into the range.
        const largest = Math.sign(value) * Number.MAX_VALUE;
        return { kind: 'set', path, value: largest, problem: 'was out of range' };
      }
      if (issue.expected !== 'int') return null;
      return { kind: 'set', path, value: wholeNumber(value), problem: 'was not a whole number' };
    default:
      return null;
  }
}

/** The first of id-2, id-3, ... that no learner has yet. */
function unusedId(draft: unknown, id: string): string {
  const learners = valueAt(draft, ['learners']) as readonly { readonly id: unknown }[];
  const used = new Set(learners.map((l) => l.id));
  let number = 2;
  while (used.has(`${id.slice(0, 36)}-${number}`)) number++;
  return `${id.slice(0, 36)}-${number}`;
}

/** Relations between fields (the schema's own refinements). */
function repairRelation(path: Path, draft: unknown): Repair | null {
  if (path[1] === 'shape') {
    // One field at a time: the others may then fit.
    const shapePath = path.slice(0, 2);
    const shape = valueAt(draft, shapePath) as ModelShape;
    const fitting = nearestShape(shape);
    const field = RELATED_FIELDS.find((f) => fitting[f] !== shape[f]);
    if (!field) return null;
    const problem = 'did not fit the other sizes';
    return { kind: 'set', path: [...shapePath, field], value: fitting[field], problem };
  }
  if (path[0] === 'learners' && path[2] === 'id') {
    const value = unusedId(draft, String(valueAt(draft, path)));
    return { kind: 'set', path, value, problem: 'was used twice' };
  }
  return fallback(path);
}

/**
 * The repair of one issue of a draft, where relations between fields (`custom` issues) are repaired only once every
 * field is in range; null when an earlier repair has settled the issue
 * already.
 */
export function repairFor(issue: Issue, draft: unknown): Repair | null {
  const { path } = issue;
  const value = valueAt(draft, path);
  if (issue.code === 'custom') return repairRelation(path, draft);
  if (typeof value === 'number') return repairNumber(issue, value) ?? fallback(path);
  if (issue.code === 'too_big') {
    const length = Number(issue.maximum);
    if (Array.isArray(value)) return { kind: 'cut', path, length };
    const problem = 'was too long';
    if (typeof value === 'string')
      return { kind: 'set', path, value: value.slice(0, length), problem };
  }
  return fallback(path);
}
