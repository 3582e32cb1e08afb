// What a card shows of a learner: its equation, its one knob and its cost, found in the catalog.

import type { Catalog } from '../../core/catalog.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import type { NumberParam } from '../../core/params.ts';
import type { CardInfo, Choice, Family } from '../../core/plugin.ts';
import type { Description } from '../../core/protocol.ts';
import { formatBytes, formatCount } from '../theme/format.ts';

/** Where a knob's value lives in the learner. */
export type KnobPlace =
  { readonly family: 'method'; readonly index: number } | { readonly family: 'optimizer' };

export interface KnobInfo {
  readonly place: KnobPlace;
  readonly key: string;
  readonly spec: NumberParam;
  readonly value: number;
}

function findInfo(infos: readonly CardInfo[], choice: Choice): CardInfo | undefined {
  return infos.find((info) => info.id === choice.id);
}

function knobOf(info: CardInfo | undefined, choice: Choice, place: KnobPlace): KnobInfo | null {
  const key = info?.mainKnob;
  const spec = key === undefined ? undefined : info?.params[key];
  if (key === undefined || spec?.kind !== 'number') return null;
  const value = choice.params[key];
  return { place, key, spec, value: typeof value === 'number' ? value : spec.default };
}

/** The learner's one knob: its first method's main knob, else the optimizer's (the learning rate). */
export function mainKnob(learner: LearnerConfig, catalog: Catalog): KnobInfo | null {
  for (const [index, choice] of learner.methods.entries()) {
    const knob = knobOf(findInfo(catalog.methods, choice), choice, { family: 'method', index });
    if (knob) return knob;
  }
  const info = findInfo(catalog.optimizers, learner.optimizer);
  return knobOf(info, learner.optimizer, { family: 'optimizer' });
}

/** What stands between an update and the definitions of what is in it; a card has room for the update. */
const WHERE = ', \\quad';

/** The update that the learner makes, in TeX: its first method's, else its objective's. */
export function equationOf(learner: LearnerConfig, catalog: Catalog): string | null {
  const [first] = learner.methods;
  const method = first && findInfo(catalog.methods, first);
  const shown = method ?? findInfo(catalog.objectives, learner.objective);
  return shown?.equation.split(WHERE)[0] ?? null;
}

/** Cards of everything the learner is made of that has one, in the order objective, methods. */
export function partsOf(learner: LearnerConfig, catalog: Catalog): CardInfo[] {
  const methods = learner.methods.map((choice) => findInfo(catalog.methods, choice));
  return [findInfo(catalog.objectives, learner.objective), ...methods].filter(
    (i) => i !== undefined,
  );
}

/** Where the learner belongs: with its first method, else with its objective. */
export function familyOf(learner: LearnerConfig, catalog: Catalog): Family {
  const [objective, method] = partsOf(learner, catalog);
  return method?.family ?? objective?.family ?? 'fine-tuning';
}

/** `+34 kB, 1,400 examples · 1.00× FLOPs`, null before the experiment has been described. */
export function costLine(learnerId: string, description: Description | null): string | null {
  const cost = description?.costs.find((c) => c.learnerId === learnerId);
  if (!cost) return null;
  const bytes = cost.extraBytes > 0 ? `+${formatBytes(cost.extraBytes)}` : 'no extra memory';
  const examples = cost.storedExamples > 0 ? `, ${formatCount(cost.storedExamples)} examples` : '';
  return `${bytes}${examples} · ${cost.flopsRatio.toFixed(2)}× FLOPs`;
}

/** The words beside a reference learner's name. */
export function roleOf(learner: LearnerConfig): string | null {
  if (learner.mark === 0) return 'lower reference';
  return learner.mark === 6 ? 'upper reference' : null;
}
