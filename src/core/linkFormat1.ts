// Link format 1: an experiment as the compact JSON that a link carries, and back. Kept for ever: published links are
// in it, so what is described below may be added to but never changed.
//
// The JSON is an object with the experiment's own field names. A field that equals the one in linkDefaults.ts is left
// out.
//
//   name       string
//   base       "tiny": that checkpoint; [96,64,48,3,2,2,192,"gelu",false,10000]: random weights of that shape, in the
//              order of SHAPE_ORDER; its MLP is "gelu", "swiglu" or "relu"
//   phases     list of [tasks, steps] or [tasks, steps, blur]; tasks is "reverse" (one task, weight 1) or a flat list in
//              which a weight other than 1 follows its task: ["reverse",0.5,"next"]
//   learners   list of objects, each the fields that differ from the default learner with the same id, or from the
//              naive learner; no id means "naive". A choice is "adamw" (no parameters) or ["adamw",{"rate":0.01}];
//              methods is a list of choices
//   seeds, evaluation   objects of the fields that differ from the default
//   batchSize  number
//
// A later field gets a default that means what its absence meant before. Unknown fields are left out with a notice.

import { NAIVE_LEARNER, REPLAY_LEARNER } from './defaultExperiment.ts';
import type { BaseConfig, Experiment, LearnerConfig, ModelShape, Phase } from './experiment.ts';
import { LINK_DEFAULTS } from './linkDefaults.ts';
import type { Correction } from './params.ts';
import type { Choice } from './plugin.ts';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

const DEFAULT_LEARNERS = [NAIVE_LEARNER, REPLAY_LEARNER];

const SHAPE_ORDER = [
  'vocabulary',
  'context',
  'width',
  'layers',
  'heads',
  'keyValueHeads',
  'feedForward',
  'mlp',
  'tied',
  'rotaryBase',
] as const satisfies readonly (keyof ModelShape)[];

/** The default learner that a learner with this id is written as a difference from. */
function templateFor(id: unknown): LearnerConfig {
  return DEFAULT_LEARNERS.find((l) => l.id === id) ?? NAIVE_LEARNER;
}

function difference(fields: JsonObject, defaults: JsonObject): JsonObject {
  const differs = ([key, value]: [string, Json]) =>
    JSON.stringify(value) !== JSON.stringify(defaults[key]);
  return Object.fromEntries(Object.entries(fields).filter(differs));
}

function compactBase(base: BaseConfig): Json {
  return base.kind === 'checkpoint' ? base.id : SHAPE_ORDER.map((field) => base.shape[field]);
}

function compactPhase({ tasks, steps, blur }: Phase): Json {
  const flat = tasks.flatMap(({ id, weight }) => (weight === 1 ? [id] : [id, weight]));
  const list = flat.length === 1 ? flat[0]! : flat;
  return blur === 0 ? [list, steps] : [list, steps, blur];
}

/** Parameters are sorted, so that equal choices give equal text. */
function compactChoice({ id, params }: Choice): Json {
  const keys = Object.keys(params).sort();
  return keys.length === 0 ? id : [id, Object.fromEntries(keys.map((key) => [key, params[key]!]))];
}

function learnerFields(learner: LearnerConfig): JsonObject {
  return {
    name: learner.name,
    mark: learner.mark,
    objective: compactChoice(learner.objective),
    methods: learner.methods.map(compactChoice),
    trainable: compactChoice(learner.trainable),
    optimizer: compactChoice(learner.optimizer),
    schedule: compactChoice(learner.schedule),
  };
}

function compactLearner(learner: LearnerConfig): Json {
  const differing = difference(learnerFields(learner), learnerFields(templateFor(learner.id)));
  return learner.id === NAIVE_LEARNER.id ? differing : { id: learner.id, ...differing };
}

function experimentFields(experiment: Experiment): JsonObject {
  const { first, count } = experiment.seeds;
  const { every, denseAfterBoundary, items } = experiment.evaluation;
  return {
    name: experiment.name,
    base: compactBase(experiment.base),
    phases: experiment.phases.map(compactPhase),
    learners: experiment.learners.map(compactLearner),
    seeds: difference({ first, count }, LINK_DEFAULTS.seeds),
    batchSize: experiment.batchSize,
    evaluation: difference({ every, denseAfterBoundary, items }, LINK_DEFAULTS.evaluation),
  };
}

/** The compact form of a valid experiment. Equal experiments give equal forms, down to the order of keys. */
export function compactExperiment(experiment: Experiment): JsonObject {
  return difference(experimentFields(experiment), experimentFields(LINK_DEFAULTS));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as it is; anything nested as a word that no field accepts, so that it cannot pass for the expanded form. */
function scalar(value: unknown): unknown {
  if (Array.isArray(value)) return '[…]';
  // Equal links open equal experiments: JSON can say -0.
  if (value === 0) return 0;
  return isObject(value) ? '{…}' : value;
}

/** Expands one compact form and gathers what it had to leave out. */
class Expander {
  readonly corrections: Correction[] = [];

  /** `defaults` overlaid with the fields of `given` that it also has, each expanded by `expandField`. */
  private overlay(
    subject: string,
    defaults: object,
    given: unknown,
    expandField: (key: string, value: unknown) => unknown = (_, value) => scalar(value),
  ): unknown {
    if (!isObject(given)) return scalar(given);
    const fields: Record<string, unknown> = structuredClone({ ...defaults });
    for (const [key, value] of Object.entries(given)) {
      if (Object.hasOwn(defaults, key)) fields[key] = expandField(key, value);
      else this.leaveOut(`${subject}: unknown field '${key.slice(0, 40)}'`);
    }
    return fields;
  }

  private leaveOut(what: string): void {
    this.corrections.push({ subject: 'link', message: `${what} was left out.` });
  }

  /** Reports what a list has beyond the entries that this version knows. */
  private checkLength(subject: string, list: readonly unknown[], known: number): void {
    if (list.length > known) this.leaveOut(`${subject}: an unknown extra entry`);
  }

  private list(given: unknown, expandEntry: (entry: unknown, index: number) => unknown): unknown {
    return Array.isArray(given) ? given.map(expandEntry) : scalar(given);
  }

  private base(given: unknown): unknown {
    if (typeof given === 'string') return { kind: 'checkpoint', id: given };
    if (!Array.isArray(given)) return scalar(given);
    this.checkLength('Base', given, SHAPE_ORDER.length);
    const shape = Object.fromEntries(SHAPE_ORDER.map((field, i) => [field, scalar(given[i])]));
    return { kind: 'random', shape };
  }

  private tasks(given: unknown): unknown {
    if (typeof given === 'string') return [{ id: given, weight: 1 }];
    if (!Array.isArray(given)) return scalar(given);
    const tasks: { id: unknown; weight: number }[] = [];
    for (const entry of given) {
      const last = tasks.at(-1);
      if (typeof entry === 'number' && last) last.weight = entry;
      else tasks.push({ id: scalar(entry), weight: 1 });
    }
    return tasks;
  }

  private phase(given: unknown, index: number): unknown {
    if (!Array.isArray(given)) return scalar(given);
    this.checkLength(`Phase ${index + 1}`, given, 3);
    const [tasks, steps, blur = 0] = given as unknown[];
    return { tasks: this.tasks(tasks), steps: scalar(steps), blur: scalar(blur) };
  }

  private choice(subject: string, given: unknown): unknown {
    if (typeof given === 'string') return { id: given, params: {} };
    if (!Array.isArray(given)) return scalar(given);
    this.checkLength(subject, given, 2);
    const [id, params = {}] = given as unknown[];
    const values = isObject(params)
      ? Object.fromEntries(Object.entries(params).map(([key, value]) => [key, scalar(value)]))
      : scalar(params);
    return { id: scalar(id), params: values };
  }

  private learner(given: unknown, index: number): unknown {
    const subject = `Learner ${index + 1}`;
    const template = templateFor(isObject(given) ? given['id'] : undefined);
    return this.overlay(subject, template, given, (key, value) => {
      if (key === 'id' || key === 'name' || key === 'mark') return scalar(value);
      if (key === 'methods') return this.list(value, (method) => this.choice(subject, method));
      return this.choice(subject, value);
    });
  }

  experiment(given: unknown): unknown {
    return this.overlay('Experiment', LINK_DEFAULTS, given, (key, value) => {
      if (key === 'base') return this.base(value);
      if (key === 'phases') return this.list(value, (phase, i) => this.phase(phase, i));
      if (key === 'learners') return this.list(value, (learner, i) => this.learner(learner, i));
      if (key === 'seeds') return this.overlay('Seeds', LINK_DEFAULTS.seeds, value);
      if (key === 'evaluation') return this.overlay('Evaluation', LINK_DEFAULTS.evaluation, value);
      return scalar(value);
    });
  }
}

/**
 * What a parsed link describes, as a draft that has an experiment's fields but unchecked values (mendExperiment.ts), and
 * a correction for everything in it that format 1 does not know.
 */
export function expandExperiment(compact: unknown): { draft: unknown; corrections: Correction[] } {
  const expander = new Expander();
  return { draft: expander.experiment(compact), corrections: expander.corrections };
}
