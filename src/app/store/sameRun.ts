// Says whether two experiments give the same curves. Names do not matter, and neither does spelling out a default.

import type { Catalog } from '../../core/catalog.ts';
import type { Experiment, LearnerConfig } from '../../core/experiment.ts';
import type { Choice, Info } from '../../core/plugin.ts';

/** Structural equality of plain data; the order of keys does not matter. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keysA = Object.keys(a);
  if (keysA.length !== Object.keys(b).length) return false;
  const right = b as Record<string, unknown>;
  return keysA.every((key) => key in right && deepEqual(a[key as keyof typeof a], right[key]));
}

function withoutDefaults(choice: Choice, infos: readonly Info[]): Choice {
  const specs = infos.find((info) => info.id === choice.id)?.params ?? {};
  const kept = Object.entries(choice.params).filter(([key, v]) => specs[key]?.default !== v);
  return { id: choice.id, params: Object.fromEntries(kept) };
}

function essence(learner: LearnerConfig, catalog: Catalog | null) {
  return {
    id: learner.id,
    objective: withoutDefaults(learner.objective, catalog?.objectives ?? []),
    methods: learner.methods.map((m) => withoutDefaults(m, catalog?.methods ?? [])),
    trainable: withoutDefaults(learner.trainable, catalog?.trainables ?? []),
    optimizer: withoutDefaults(learner.optimizer, catalog?.optimizers ?? []),
    schedule: withoutDefaults(learner.schedule, catalog?.schedules ?? []),
  };
}

/** True when two learners of the same id learn alike. */
export function sameLearner(a: LearnerConfig, b: LearnerConfig, catalog: Catalog | null): boolean {
  return deepEqual(essence(a, catalog), essence(b, catalog));
}

/** True when both experiments train and evaluate the same thing; the catalog supplies the defaults that may be left out. */
export function sameRun(a: Experiment, b: Experiment, catalog: Catalog | null): boolean {
  if (a === b) return true;
  const part = (e: Experiment) => ({
    ...e,
    name: '',
    learners: e.learners.map((learner) => essence(learner, catalog)),
  });
  return deepEqual(part(a), part(b));
}
