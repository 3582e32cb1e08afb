// Edits of the learners of an experiment, as pure functions for `experimentStore.edit`.

import type { LearnerPreset } from '../../core/catalog.ts';
import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../../core/experiment.ts';
import type { ParamValue } from '../../core/params.ts';
import type { Choice } from '../../core/plugin.ts';
import { LOWER_REFERENCE_MARK, UPPER_REFERENCE_MARK } from '../theme/marks.ts';
import type { KnobPlace } from './learnerView.ts';

export type Edit = (experiment: Experiment) => Experiment;

/** The most learners that an experiment holds: as many as there are colours that stay apart. */
export const MAX_LEARNERS = 6;
/** The most methods that a learner stacks. */
export const MAX_METHODS = 6;
const NAME_LENGTH = 40;
const INKS = [1, 2, 3, 4, 5];

function freeId(learners: readonly LearnerConfig[], wanted: string): string {
  const used = new Set(learners.map((l) => l.id));
  if (!used.has(wanted)) return wanted;
  const stem = wanted.slice(0, 36).replace(/-\d+$/, '');
  let number = 2;
  while (used.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

function freeName(learners: readonly LearnerConfig[], wanted: string): string {
  const used = new Set(learners.map((l) => l.name));
  if (!used.has(wanted)) return wanted;
  const stem = wanted.slice(0, NAME_LENGTH - 3).replace(/ \d$/, '');
  let number = 2;
  while (used.has(`${stem} ${number}`)) number++;
  return `${stem} ${number}`;
}

/** The first ink that no learner has; a sixth learner repeats the first ink rather than passing for a reference. */
function freeMark(learners: readonly LearnerConfig[]): number {
  const used = new Set(learners.map((l) => l.mark));
  return INKS.find((mark) => !used.has(mark)) ?? 1;
}

function markFor(role: LearnerPreset['role'], learners: readonly LearnerConfig[]): number {
  const reference = { lower: LOWER_REFERENCE_MARK, upper: UPPER_REFERENCE_MARK, learner: null }[
    role
  ];
  const taken = learners.some((l) => l.mark === reference);
  return reference === null || taken ? freeMark(learners) : reference;
}

function append(experiment: Experiment, learner: LearnerConfig, mark: number): Experiment {
  const { learners } = experiment;
  if (learners.length >= MAX_LEARNERS) return experiment;
  const id = freeId(learners, learner.id);
  const name = freeName(learners, learner.name);
  return { ...experiment, learners: [...learners, { ...learner, id, name, mark }] };
}

/** What the ready-made learner leaves open, as the others of the experiment have it. */
function followed(own: Choice, others: Choice, plain: Choice): Choice {
  return own.id === plain.id ? { id: others.id, params: { ...others.params, ...own.params } } : own;
}

/**
 * The ready-made learner with the optimizer and the schedule of the experiment's lower reference, else of its first learner:
 * beside others that step otherwise, it would not show what its method does. What it sets by itself it keeps.
 */
function inSetting(learner: LearnerConfig, { learners }: Experiment): LearnerConfig {
  const others = learners.find((l) => l.mark === LOWER_REFERENCE_MARK) ?? learners[0];
  if (!others) return learner;
  const { optimizer, schedule } = learner;
  // A learning rate is one of an optimizer: it does not go over to another.
  const own = optimizer.id === others.optimizer.id || Object.keys(optimizer.params).length === 0;
  return {
    ...learner,
    optimizer: own ? followed(optimizer, others.optimizer, NAIVE_LEARNER.optimizer) : optimizer,
    schedule: followed(schedule, others.schedule, NAIVE_LEARNER.schedule),
  };
}

/** Adds a ready-made learner with the first free mark; the references keep their neutral ones. */
export function addLearner(preset: LearnerPreset): Edit {
  return (e) => append(e, inSetting(preset.learner, e), markFor(preset.role, e.learners));
}

/** Adds a copy of a learner under another name and mark. */
export function duplicateLearner(id: string): Edit {
  return (e) => {
    const learner = e.learners.find((l) => l.id === id);
    return learner ? append(e, learner, freeMark(e.learners)) : e;
  };
}

/** Removes a learner; the last one stays, since an experiment needs one. */
export function removeLearner(id: string): Edit {
  return (e) => {
    const learners = e.learners.filter((l) => l.id !== id);
    return learners.length === 0 || learners.length === e.learners.length ? e : { ...e, learners };
  };
}

/** Replaces parts of a learner. */
export function changeLearner(id: string, change: Partial<Omit<LearnerConfig, 'id'>>): Edit {
  return (e) => ({
    ...e,
    learners: e.learners.map((l) => (l.id === id ? { ...l, ...change } : l)),
  });
}

/** A choice with one parameter set. */
export function withParam(choice: Choice, key: string, value: ParamValue): Choice {
  return { id: choice.id, params: { ...choice.params, [key]: value } };
}

/** Sets the value of a card's knob. */
export function setKnob(id: string, place: KnobPlace, key: string, value: number): Edit {
  return (e) => {
    const learner = e.learners.find((l) => l.id === id);
    if (!learner) return e;
    if (place.family === 'optimizer') {
      return changeLearner(id, { optimizer: withParam(learner.optimizer, key, value) })(e);
    }
    if (place.family === 'trainable') {
      return changeLearner(id, { trainable: withParam(learner.trainable, key, value) })(e);
    }
    const methods = learner.methods.map((m, i) =>
      i === place.index ? withParam(m, key, value) : m,
    );
    return changeLearner(id, { methods })(e);
  };
}
