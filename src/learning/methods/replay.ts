// Experience replay (Chaudhry et al. 2019, arXiv 1902.10486; Rolnick et al. 2018, CLEAR): part of every batch comes from a
// memory of earlier examples. 'Replace' form: the batch keeps its size, so a step costs what a plain step costs.

import type { NumberParam } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { StreamItem } from '../stream.ts';
import { countParam } from '../parts/countParam.ts';
import { ReplayBuffer } from '../parts/reservoir.ts';
import type { Item } from '../example.ts';
import type { MethodPlugin } from './method.ts';

const share: NumberParam = {
  kind: 'number',
  label: 'replayed share',
  symbol: 'ρ',
  help: 'Part of every batch that comes from memory; the rest is the stream.',
  default: 0.25,
  min: 0,
  max: 0.95,
  scale: 'linear',
  format: 'percent',
};

/** Least and most examples of a partition. */
const CAPACITY = [0, 10_000] as const;

const params = {
  share,
  general: countParam(
    'general examples',
    "Stored examples of the base's own data, in a partition of their own.",
    1000,
    CAPACITY,
  ),
  perTask: countParam('examples per task', 'Reservoir for each task of the stream.', 100, CAPACITY),
  generalShare: {
    kind: 'number',
    label: 'general share of replay',
    help: 'Part of the replayed examples that comes from the general partition.',
    default: 0.5,
    min: 0,
    max: 1,
    scale: 'linear',
    format: 'percent',
  },
} as const satisfies Record<string, NumberParam>;

export const replay: MethodPlugin<typeof params> = {
  info: {
    id: 'replay',
    family: 'replay',
    label: 'Replay',
    summary: 'Mixes remembered examples into every batch.',
    equation: String.raw`(1 - \rho)\,\nabla L_{\text{new}} + \rho\,\nabla L_{\text{buffer}}`,
    mainKnob: 'share',
    worksWhen: 'Earlier examples may be stored and are still right.',
    failsWhen:
      'The memory is so small that it is learned by heart, or old answers have become wrong.',
    params,
    citation: {
      text: 'Chaudhry et al. 2019, On Tiny Episodic Memories in Continual Learning',
      url: 'https://arxiv.org/abs/1902.10486',
    },
  },
  choosesBatch: true,
  cost: (values, { tasks }) => ({
    vectors: 0,
    passes: 0,
    boundarySequences: 0,
    storedExamples: values.general + tasks * values.perTask,
  }),
  create(context, values) {
    const buffer = new ReplayBuffer<Item>({
      seed: context.seed,
      general: { capacity: values.general, sample: (rng) => context.sampleGeneral(rng) },
      stream: { kind: 'per-task', capacity: values.perTask },
    });
    return {
      rehearse(items: readonly StreamItem[], step: number): readonly Item[] {
        const rng = new Rng(context.seed, hashString('replay.step'), step);
        // The replayed number is rounded at random, so that its mean is exactly share * batch.
        const wanted = Math.floor(
          values.share * items.length + (values.share > 0 ? rng.uniform() : 0),
        );
        const replayed = buffer.draw(rng, wanted, values.generalShare);
        const current = items.slice(0, items.length - replayed.length).map((i) => i.item);
        return [...current, ...replayed];
      },
      // After the step: an example must not be replayed in the step that brings it.
      afterStep(items: readonly StreamItem[]): void {
        for (const { item, taskId } of items) buffer.addStream(item, taskId);
      },
      storedExamples: () => buffer.size,
    };
  },
};
