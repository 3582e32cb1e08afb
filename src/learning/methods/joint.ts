// Joint training from the base (multitask, the upper reference): every step draws from all tasks of the stream and the
// base's own data at once, for the same number of steps. Not a continual learner: it sees the future.

import type { NumberParam } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { Item } from '../example.ts';
import type { MethodPlugin } from './method.ts';

const generalShare: NumberParam = {
  kind: 'number',
  label: 'general share',
  help: "Part of every batch that is the base's own data; the rest is spread evenly over the stream's tasks.",
  default: 0.5,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'percent',
};

const params = { generalShare } as const;

export const joint: MethodPlugin<typeof params> = {
  info: {
    id: 'joint',
    family: 'reference',
    label: 'Joint',
    summary:
      'Trains on everything at once, past and future: what the model could do without a sequence.',
    equation: String.raw`\tfrac{1}{T} \sum_{t} \nabla L_t + \nabla L_{\text{general}}`,
    mainKnob: 'generalShare',
    worksWhen: 'All data are there from the start.',
    failsWhen:
      'Data arrive in sequence: it breaks that rule, and serves as the upper reference only.',
    params,
    citation: {
      text: 'Caruana 1997, Multitask Learning',
      url: 'https://doi.org/10.1023/A:1007379606734',
    },
  },
  choosesBatch: true,
  ignoresStream: true,
  cost: () => ({ vectors: 0, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create(context, values) {
    const tasks = [...new Set(context.phases.flatMap((p) => p.tasks.map((t) => t.id)))];
    return {
      rehearse(items, step): readonly Item[] {
        const rng = new Rng(context.seed, hashString('joint.step'), step);
        return items.map(() =>
          rng.uniform() < values.generalShare
            ? context.sampleGeneral(rng)
            : context.sampleTask(rng.pick(tasks), rng),
        );
      },
    };
  },
};
