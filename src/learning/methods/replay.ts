// Experience replay (Chaudhry et al. 2019, arXiv 1902.10486; Rolnick et al. 2018, CLEAR): part of every batch comes from a
// memory of earlier examples. 'Replace' form: the batch keeps its size, so a step costs what a plain step costs.

import type { ChoiceParam, NumberParam, ParamSpec } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { StreamItem } from '../stream.ts';
import { countParam } from '../parts/countParam.ts';
import { ReplayBuffer, type StreamMemory } from '../parts/reservoir.ts';
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

const memory: ChoiceParam<StreamMemory> = {
  kind: 'choice',
  label: 'memory of the stream',
  help: "How the stream's examples are stored: that many of each task; or that many in all, whichever came (reservoir) or in equal parts for each task (class-balanced).",
  default: 'per-task',
  options: [
    { value: 'per-task', label: 'a reservoir for each task' },
    { value: 'fixed', label: 'one reservoir for the stream' },
    { value: 'balanced', label: 'one size for the stream, in equal parts' },
  ],
};

const params = {
  share,
  general: countParam(
    'general examples',
    "Stored examples of the base's own data, in a partition of their own.",
    1000,
    CAPACITY,
  ),
  perTask: countParam(
    'examples per task',
    'Reservoir for each task of the stream, or the size for the whole stream.',
    100,
    CAPACITY,
  ),
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
  memory,
  window: countParam(
    'age window',
    "Steps after which an example of the stream is no longer replayed, for streams whose answers change; 0: never. The base's own data stay.",
    0,
    [0, 10_000],
  ),
} as const satisfies Record<string, ParamSpec>;

/** An example and the step that brought it. */
interface Dated {
  readonly item: Item;
  readonly step: number;
}

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
    storedExamples: values.general + (values.memory === 'per-task' ? tasks : 1) * values.perTask,
  }),
  create(context, values) {
    const buffer = new ReplayBuffer<Dated>({
      seed: context.seed,
      general: {
        capacity: values.general,
        sample: (rng) => ({ item: context.sampleGeneral(rng), step: -1 }),
      },
      stream: { kind: values.memory, capacity: values.perTask },
    });
    return {
      rehearse(items: readonly StreamItem[], step: number): readonly Item[] {
        const rng = new Rng(context.seed, hashString('replay.step'), step);
        // The replayed number is rounded at random, so that its mean is exactly share * batch.
        const wanted = Math.floor(
          values.share * items.length + (values.share > 0 ? rng.uniform() : 0),
        );
        const recent = (dated: Dated) => values.window === 0 || step - dated.step <= values.window;
        const replayed = buffer.draw(rng, wanted, values.generalShare, recent).map((d) => d.item);
        const current = items.slice(0, items.length - replayed.length).map((i) => i.item);
        return [...current, ...replayed];
      },
      // After the step: an example must not be replayed in the step that brings it.
      afterStep(items: readonly StreamItem[], step: number): void {
        for (const { item, taskId } of items) buffer.addStream({ item, step }, taskId);
      },
      storedExamples: () => buffer.counts,
    };
  },
};
