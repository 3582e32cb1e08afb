// Freezing: some tensors are trained, the others stay bit for bit. Freezing the embedding and the lowest layers kept old
// abilities in Zheng et al. 2025 (arXiv 2501.13453), where early steps destroy the alignment to a task, not its knowledge.

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import type { ParameterLayout } from '../../engine/flatVector.ts';
import { maskedPart } from './maskedPart.ts';
import type { TrainablePlugin } from './trainable.ts';

const depth: NumberParam = {
  kind: 'number',
  label: 'frozen from below',
  help: '0 = nothing, 1 = the embedding, 2 = the embedding and the first layer, and so on. The last norm and the output matrix stay trainable; where the output matrix is the embedding, it freezes with it.',
  default: 2,
  min: 0,
  max: 13,
  step: 1,
  scale: 'linear',
  format: 'plain',
};

const kinds: ChoiceParam<'every' | 'attention' | 'mlp' | 'norms'> = {
  kind: 'choice',
  label: 'trained above that',
  help: 'Every tensor, or only those of one kind; then the embedding and the output matrix are frozen, too.',
  default: 'every',
  options: [
    { value: 'every', label: 'every tensor' },
    { value: 'attention', label: 'attention only' },
    { value: 'mlp', label: 'MLP only' },
    { value: 'norms', label: 'norms only' },
  ],
};

const params = { depth, kinds } as const;
type FreezingValues = Values<typeof params>;

const KINDS = {
  every: /./,
  attention: /\.(qkv|attentionOutput)$/,
  mlp: /\.(mlpUp|mlpDown)$/,
  norms: /Norm$/,
} as const;

/** Layer of a tensor counted from 1; 0 for the embedding, Infinity for what follows the layers. */
function depthOf(name: string): number {
  if (name === 'embedding') return 0;
  const layer = /^layers\.(\d+)\./.exec(name)?.[1];
  return layer === undefined ? Infinity : Number(layer) + 1;
}

/** The tensors that are trained. */
function trainedRanges(values: FreezingValues, layout: ParameterLayout) {
  return layout.ranges.filter(
    ({ name }) => depthOf(name) >= values.depth && KINDS[values.kinds].test(name),
  );
}

function maskOf(values: FreezingValues, layout: ParameterLayout): Float32Array {
  const mask = new Float32Array(layout.length);
  for (const { offset, size } of trainedRanges(values, layout)) mask.fill(1, offset, offset + size);
  return mask;
}

export const freezing: TrainablePlugin<typeof params> = {
  info: {
    id: 'freezing',
    family: 'subset',
    label: 'Freezing',
    summary: 'Trains some tensors and leaves the others as they are, bit for bit.',
    equation: String.raw`\theta \leftarrow \theta + m \odot \Delta\theta, \quad m \in \{0, 1\}^{N}\ \text{by tensor}`,
    mainKnob: 'depth',
    worksWhen: 'The new task can be written on top of what lower layers compute already.',
    failsWhen:
      'The new task needs other features from below, or the upper layers hold what is old.',
    params,
    citation: {
      text: 'Zheng et al. 2025, Spurious Forgetting in Continual Learning of Language Models',
      url: 'https://arxiv.org/abs/2501.13453',
    },
  },
  cost: () => ({ vectors: 2, boundarySequences: 0 }),
  facts: (values, layout) => ({
    trained: trainedRanges(values, layout).reduce((sum, { size }) => sum + size, 0),
    elements: 0,
  }),
  problem(values, layout) {
    const layers = layout.ranges.filter(({ name }) => name.endsWith('.qkv')).length;
    if (values.depth > layers + 1)
      return `at most ${layers + 1} frozen from below in a model of ${layers} layers, got ${values.depth}`;
    return trainedRanges(values, layout).length > 0
      ? null
      : 'at least one trained tensor, got none: everything is frozen';
  },
  create: (context, values) => maskedPart(context, maskOf(values, context.parameters.layout)).set,
};
