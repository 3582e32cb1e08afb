// Sparse updates: in each phase only the weights that matter most for it are trained, chosen once before its first step from
// squared gradients on examples of its tasks. The idea of sparse memory fine-tuning (Lin et al. 2025, arXiv 2510.15103: rank
// by importance to the new data over importance to a background, train the top), here on single weights, without its memory
// layers.

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { ParameterLayout } from '../../engine/flatVector.ts';
import type { Item } from '../example.ts';
import type { MethodContext } from '../roles.ts';
import { countParam } from '../parts/countParam.ts';
import { type MaskedPart, maskedPart } from './maskedPart.ts';
import { largest } from './largest.ts';
import type { TrainablePlugin } from './trainable.ts';

const share: NumberParam = {
  kind: 'number',
  label: 'trained share',
  help: 'Part of the weights that a phase may change; 100 % = all of them.',
  default: 0.01,
  min: 1e-4,
  max: 1,
  scale: 'log',
  format: 'percent',
};

const score: ChoiceParam<'task' | 'background' | 'weight'> = {
  kind: 'choice',
  label: 'chosen by',
  help: 'The squared gradient of the new examples; that over the squared gradient of general ones; or the size of gradient times weight.',
  default: 'background',
  options: [
    { value: 'task', label: 'the new examples' },
    { value: 'background', label: 'the new over the general' },
    { value: 'weight', label: 'gradient times weight' },
  ],
};

const params = {
  share,
  score,
  inputs: countParam(
    'examples per choice',
    'Examples of the phase (and as many general ones) from which the weights are chosen.',
    32,
    [1, 256],
  ),
} as const;
type SparseValues = Values<typeof params>;

/** Keeps a weight without any gradient in the background from being infinitely important. */
const DAMPING = 1e-8;

/** Mean squared gradients of the phase's examples, or of general ones; the whole model. */
async function squares(
  part: MaskedPart,
  { verbs, seed }: MethodContext,
  items: readonly Item[],
): Promise<Float32Array> {
  const { held } = part;
  // The held weights are set anew once the choice is made, so their vector is free until then.
  verbs.write(held, new Float32Array(held.layout.length));
  await verbs.squaredGradients(held, items, { samples: 0, seed });
  return verbs.read(held);
}

/** Examples of a phase, each of a task drawn by its weight in the mixture. */
function examplesOf(context: MethodContext, phase: number, count: number): Item[] {
  const { tasks } = context.phases[phase]!;
  const rng = new Rng(context.seed, hashString('sparse.examples'), phase);
  const total = tasks.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: count }, () => {
    let left = rng.uniform() * total;
    const task = tasks.find(({ weight }) => (left -= weight) < 0) ?? tasks[0]!;
    return context.sampleTask(task.id, rng);
  });
}

/** How many weights are trained. */
const countOf = ({ share: part }: Pick<SparseValues, 'share'>, layout: ParameterLayout): number =>
  Math.max(1, Math.round(part * layout.parameters));

/** Chooses the weights of a phase and holds all others at their present values. */
async function choose(
  part: MaskedPart,
  values: SparseValues,
  context: MethodContext,
  phase: number,
): Promise<void> {
  const { verbs } = context;
  const { layout } = part.mask;
  const task = await squares(part, context, examplesOf(context, phase, values.inputs));
  const weights = await verbs.read(verbs.parameters);
  let scores = task;
  if (values.score === 'weight')
    scores = task.map((square, i) => Math.sqrt(square) * Math.abs(weights[i]!));
  else if (values.score === 'background') {
    const rng = new Rng(context.seed, hashString('sparse.background'), phase);
    const general = Array.from({ length: values.inputs }, () => context.sampleGeneral(rng));
    const background = await squares(part, context, general);
    scores = task.map((square, i) => square / (background[i]! + DAMPING));
  }
  verbs.write(part.held, weights);
  verbs.write(part.mask, largest(scores, layout, countOf(values, layout)));
}

export const sparse: TrainablePlugin<typeof params> = {
  info: {
    id: 'sparse',
    family: 'subset',
    label: 'Sparse updates',
    summary: 'Trains only the weights that matter most for the new task, chosen before each phase.',
    equation: String.raw`\theta \leftarrow \theta + m_k \odot \Delta\theta, \quad m_k = \operatorname{top}_{n} \frac{\mathbb{E}\left[ g_{\text{new}}^2 \right]}{\mathbb{E}\left[ g_{\text{general}}^2 \right] + \epsilon}`,
    mainKnob: 'share',
    worksWhen: 'What the new task needs lies in few weights that the old tasks hardly use.',
    failsWhen:
      'Old and new need the same weights, or the first gradients do not say which will matter.',
    params,
    citation: {
      text: 'Lin et al. 2025, Continual Learning via Sparse Memory Finetuning',
      url: 'https://arxiv.org/abs/2510.15103',
    },
  },
  cost: (values, phases) => ({
    vectors: 2,
    boundarySequences: phases * values.inputs * (values.score === 'background' ? 2 : 1),
  }),
  facts: (values, layout) => ({ trained: countOf(values, layout), elements: 0 }),
  refuses(_, { label, family, changesWeights }) {
    if (family !== 'plasticity' || changesWeights === 'never') return null;
    return `${label} changes weights that were not chosen, and only the chosen ones may change`;
  },
  create(context, values) {
    const { layout } = context.parameters;
    const part = maskedPart(context, new Float32Array(layout.length));
    return {
      ...part.set,
      beginPhase: (phase, methodContext) => choose(part, values, methodContext, phase),
    };
  },
};
