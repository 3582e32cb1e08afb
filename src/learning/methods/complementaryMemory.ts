// CLS-ER (Arani, Sarfraz and Zonooz 2022, arXiv 2201.12604), after complementary learning systems: two running averages of
// the weights, a plastic one that follows often and a stable one that follows seldom, teach the working model. On replayed
// examples its logits are held near those of whichever average thinks the right token likelier. The stable one is evaluated.

import type { NumberParam, Values } from '../../core/params.ts';
import { hashString, Rng } from '../../core/rng.ts';
import type { Invocation } from '../../engine/device.ts';
import { addScaled, copyVector, scale } from '../../engine/flatVector.ts';
import { dynamic } from '../../engine/recorder.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../roles.ts';
import { FORWARD_PASS } from '../verbTypes.ts';
import { countParam } from '../parts/countParam.ts';
import { ReplayBuffer } from '../parts/reservoir.ts';
import type { MethodPlugin } from './method.ts';

/** Part of the replayed examples that is general. */
const GENERAL_SHARE = 0.5;

const part = { kind: 'number', min: 0, max: 1, scale: 'linear', format: 'plain' } as const;

const params = {
  batch: countParam(
    'stored examples per step',
    'Replayed, and compared with the averages, at every step; 0 is plain fine-tuning, without averages.',
    16,
    [0, 64],
  ),
  strength: {
    kind: 'number',
    label: 'consistency',
    symbol: 'λ',
    help: 'Weight of the mean squared error to the logits of the better average.',
    default: 0.1,
    min: 0,
    max: 10,
    smallest: 0.01,
    scale: 'log',
    format: 'plain',
  },
  plasticDecay: {
    ...part,
    label: 'decay of the plastic average',
    help: 'What it keeps of itself when it follows the weights.',
    default: 0.98,
  },
  plasticRate: { ...part, label: 'it follows with chance', help: 'At each step.', default: 0.9 },
  stableDecay: {
    ...part,
    label: 'decay of the stable average',
    help: 'What it keeps of itself when it follows the weights. The paper has 0.999 for both, in much longer streams.',
    default: 0.99,
  },
  stableRate: { ...part, label: 'it follows with chance', help: 'At each step.', default: 0.7 },
  general: countParam(
    'general examples',
    "Stored examples of the base's own data, in a partition of their own.",
    1000,
    [0, 10_000],
  ),
  perTask: countParam(
    'examples per task',
    'Reservoir for each task of the stream.',
    100,
    [0, 10_000],
  ),
} as const satisfies Record<string, NumberParam>;

/** What an average keeps of itself at a step: less at first, when it has seen little. */
export const warmDecay = (decay: number, step: number): number =>
  Math.min(1 - 1 / (step + 1), decay);

/** A running average, and what makes it follow the weights in the steps that chance picks. */
function averageOf(
  { verbs, seed }: MethodContext,
  name: 'plastic' | 'stable',
  { decay, rate }: { readonly decay: number; readonly rate: number },
) {
  const { parameters } = verbs;
  const vector = verbs.vector(name);
  const begin = verbs.record(`${name}.begin`, (r) => copyVector(r, parameters, vector));
  const follow = verbs.record(`${name}.follow`, (r) => {
    scale(r, vector, dynamic('kept'));
    addScaled(r, parameters, vector, dynamic('taken'));
  });
  return {
    vector,
    begin,
    follow(step: number): Invocation[] {
      if (new Rng(seed, hashString(`cls-er.${name}`), step).uniform() >= rate) return [];
      const kept = warmDecay(decay, step);
      return [{ program: follow, values: { kept, taken: 1 - kept } }];
    },
  };
}

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs, seed } = context;
  const { plasticDecay, plasticRate, stableDecay, stableRate } = values;
  const plastic = averageOf(context, 'plastic', { decay: plasticDecay, rate: plasticRate });
  const stable = averageOf(context, 'stable', { decay: stableDecay, rate: stableRate });
  const consistency = verbs.consistency('consistency', [plastic.vector, stable.vector]);
  const show = verbs.record('show', (r) => copyVector(r, stable.vector, verbs.parameters));
  const buffer = new ReplayBuffer<Item>({
    seed,
    general: { capacity: values.general, sample: (rng) => context.sampleGeneral(rng) },
    stream: { kind: 'per-task', capacity: values.perTask },
  });
  const off = values.batch === 0;
  return {
    async beginPhase(phase) {
      if (phase === 0) await verbs.run(plastic.begin, stable.begin);
    },
    addLoss(_, step) {
      const rng = new Rng(seed, hashString('cls-er.step'), step);
      const items = buffer.draw(rng, values.batch, GENERAL_SHARE);
      if (items.length === 0) return [];
      return [
        verbs.gradientInto(verbs.gradients, items),
        verbs.holdConsistent(consistency, items, values.strength),
      ];
    },
    keepUpdate: (step) => [...plastic.follow(step), ...stable.follow(step)],
    // After the step: an example must not be replayed in the step that brings it.
    afterStep(items) {
      for (const { item, taskId } of items) buffer.addStream(item, taskId);
    },
    evaluationWeights: () => (off ? [] : [{ program: show }]),
    storedExamples: () => buffer.counts,
  };
}

export const complementaryMemory: MethodPlugin<typeof params> = {
  info: {
    id: 'cls-er',
    family: 'replay',
    label: 'CLS-ER',
    summary:
      'Replay, taught by a quick and a slow average of its own weights; the slow one answers.',
    equation: String.raw`\nabla L_{\text{new}} + \nabla L_{\text{buffer}} + \lambda\, \nabla C, \quad C = \mathbb{E}_{\text{buffer}} \left[ \tfrac{1}{V} \lVert z_\theta(x) - z_{\text{better}}(x) \rVert^2 \right]`,
    mainKnob: 'batch',
    worksWhen: 'Phases are longer than the averages reach back, and examples may be stored.',
    failsWhen:
      'Phases are short: the averages then lag behind what is learned, and so do the answers.',
    params,
    citation: {
      text: 'Arani, Sarfraz and Zonooz 2022, Learning Fast, Learning Slow: A General Continual Learning Method based on Complementary Learning System',
      url: 'https://arxiv.org/abs/2201.12604',
    },
  },
  slots: () => 2,
  cost: (values, { batchSize, tasks }) => ({
    vectors: 2,
    // The loss on what is replayed, then both averages forward and the model's own pass again.
    passes: ((2 + 2 * FORWARD_PASS) * values.batch) / batchSize,
    boundarySequences: 0,
    storedExamples: values.general + tasks * values.perTask,
  }),
  create,
};
