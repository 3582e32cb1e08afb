// The catalog: every plug-in's Info in one message, so that the page can draw cards and controls without naming any.

import type { BaseInfo, Catalog, SizeInfo } from '../core/catalog.ts';
import { parameterLayout } from '../engine/model/shape.ts';
import { SIZES, type SizeName, sizedShape } from '../engine/model/sizes.ts';
import { OPTIMIZERS } from '../engine/optimizers/index.ts';
import { METHODS } from './methods/index.ts';
import { REGISTRY as METRICS } from './metrics/index.ts';
import { OBJECTIVES } from './objectives/index.ts';
import { EXPERIMENT_PRESETS, LEARNER_PRESETS } from './presets/index.ts';
import { SCHEDULES } from './schedules/index.ts';
import { REGISTRY as TASKS } from './tasks/index.ts';
import { CONTEXT, VOCABULARY_SIZE } from './tasks/vocabulary.ts';
import { TRAINABLES } from './trainables/index.ts';
import { REGISTRY as WORLDS } from './worlds/index.ts';

function sizes(): SizeInfo[] {
  return (Object.keys(SIZES) as SizeName[]).map((id) => {
    const shape = sizedShape(id, VOCABULARY_SIZE, CONTEXT);
    return { id, label: id, shape, parameters: parameterLayout(shape).parameters };
  });
}

const infos = <I>(registry: readonly { readonly info: I }[]): I[] => registry.map((p) => p.info);

/** The whole catalog, given the cards of the base checkpoints that are shipped. */
export function makeCatalog(bases: readonly BaseInfo[]): Catalog {
  return {
    tasks: infos(TASKS),
    objectives: infos(OBJECTIVES),
    methods: infos<Catalog['methods'][number]>(METHODS),
    trainables: infos<Catalog['trainables'][number]>(TRAINABLES),
    optimizers: infos<Catalog['optimizers'][number]>(OPTIMIZERS),
    schedules: infos<Catalog['schedules'][number]>(SCHEDULES),
    metrics: infos(METRICS),
    worlds: infos(WORLDS),
    bases,
    sizes: sizes(),
    learnerPresets: LEARNER_PRESETS,
    experimentPresets: EXPERIMENT_PRESETS,
  };
}
