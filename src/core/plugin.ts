// What every plug-in (task, objective, method, metric, optimizer, schedule, trainable set) has in common.

import { AppError } from './errors.ts';
import type { ParamSpecs, ParamValues, Values } from './params.ts';

export interface Citation {
  /** Authors, year, title. */
  readonly text: string;
  readonly url: string;
}

/** Plain data about a plug-in; crosses the worker boundary inside the catalog. */
export interface Info<S extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly label: string;
  /** One sentence in plain words. */
  readonly summary: string;
  readonly params: S;
  readonly citation?: Citation;
}

/** Families of approaches, by the idea that they share, in the order in which menus and tables list them. */
export const FAMILIES = {
  'fine-tuning': 'Fine-tuning',
  reference: 'References',
  replay: 'Replay',
  regularization: 'Regularization',
  projection: 'Gradient projections',
  subset: 'Parameter subsets',
  averaging: 'Weight averaging',
  kl: 'KL penalties',
  'self-distillation': 'Self-distillation',
  rl: 'On-policy RL',
  'on-policy-data': 'On-policy data',
  plasticity: 'Plasticity',
  memory: 'Memory scaffolds',
  optimizer: 'Optimizers',
} as const;

export type Family = keyof typeof FAMILIES;

/** Info of a plug-in that has a card on the page: an objective, a method or an optimizer. */
export interface CardInfo<S extends ParamSpecs = ParamSpecs> extends Info<S> {
  readonly family: Family;
  /** The update it makes, in TeX. */
  readonly equation: string;
  /** Key of the one parameter that the card shows. */
  readonly mainKnob?: string;
  readonly worksWhen: string;
  readonly failsWhen: string;
}

/** A plug-in: its description, and a factory that is given checked values. */
export interface Plugin<T, C, S extends ParamSpecs = ParamSpecs, I extends Info<S> = Info<S>> {
  readonly info: I;
  create(context: C, values: Values<S>): T;
}

/** A plug-in chosen in an experiment, with the values that differ from its defaults or all of them. */
export interface Choice {
  readonly id: string;
  readonly params: ParamValues;
}

/** The entry with this id, or a `bad-config` error that lists what there is. */
export function find<T extends { readonly info: { readonly id: string } }>(
  registry: readonly T[],
  family: string,
  id: string,
): T {
  const entry = registry.find((e) => e.info.id === id);
  if (entry) return entry;
  const known = registry.map((e) => e.info.id).join(', ');
  throw new AppError(
    'bad-config',
    `${family}: expected one of ${known}, got '${id}'.`,
    `Choose another ${family}.`,
  );
}
