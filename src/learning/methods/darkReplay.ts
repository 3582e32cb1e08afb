// Dark Experience Replay (Buzzega et al. 2020, DER and DER++, arXiv 2004.07211): a memory keeps, with every example, the
// logits that the model gave it when it was seen, before the step that learned from it. DER pulls the logits on stored
// examples back to those, by their mean squared error; DER++ adds cross-entropy on a second, independently drawn batch of
// the memory. General examples are seen, in this sense, by the base.

import type { NumberParam, Values } from '../../core/params.ts';
import { hashString, Rng } from '../../core/rng.ts';
import type { Method, MethodContext } from '../roles.ts';
import { LOGITS_PER_EXAMPLE } from '../modelVerbs.ts';
import { FORWARD_PASS } from '../verbTypes.ts';
import { countParam } from '../parts/countParam.ts';
import { PlacedExamples } from '../parts/placedExamples.ts';
import type { MethodPlugin } from './method.ts';

const strength: NumberParam = {
  kind: 'number',
  label: 'pull on logits',
  symbol: 'α',
  help: 'Weight of the mean squared error to the stored logits, over the vocabulary: with more tokens the same weight pulls less on each.',
  default: 0.3,
  min: 0,
  max: 30,
  smallest: 0.01,
  scale: 'log',
  format: 'plain',
};

const labels: NumberParam = {
  kind: 'number',
  label: 'loss on stored answers',
  symbol: 'β',
  help: 'Weight of cross-entropy on a second batch from the memory: 0 is DER, above it DER++.',
  default: 0,
  min: 0,
  max: 10,
  smallest: 0.01,
  scale: 'log',
  format: 'plain',
};

const params = {
  strength,
  labels,
  batch: countParam('stored examples per step', 'Drawn for each of the losses.', 16, [1, 64]),
  general: countParam(
    'general examples',
    "Stored examples of the base's own data, in a partition of their own.",
    1000,
    [0, 4000],
  ),
  perTask: countParam('examples per task', 'Reservoir for each task of the stream.', 100, [0, 400]),
  generalShare: {
    kind: 'number',
    label: 'general share of the batch',
    help: 'Part of the drawn examples that comes from the general partition.',
    default: 0.5,
    min: 0,
    max: 1,
    scale: 'linear',
    format: 'percent',
  } satisfies NumberParam,
} as const;

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs, seed } = context;
  const memory = new PlacedExamples('der', context, values);
  const tasks = new Set(context.phases.flatMap((p) => p.tasks.map((t) => t.id))).size;
  const capacity = values.general + tasks * values.perTask;
  const store = verbs.logitStore('logits', capacity);
  const draw = (purpose: string, step: number) =>
    memory.draw(
      new Rng(seed, hashString(`der.${purpose}`), step),
      values.batch,
      values.generalShare,
    );
  return {
    async beginPhase(phase, stop) {
      if (phase > 0 || memory.general.length === 0) return;
      const { general } = memory;
      const places = general.map(({ place }) => place);
      const items = general.map(({ item }) => item);
      await verbs.keepLogits(store, items, places, 'boundary', stop);
    },
    async prepare(examples, _, stop) {
      const places = memory.offer(examples);
      if (places.every((place) => place === null)) return true;
      const items = examples.map(({ item }) => item);
      return verbs.keepLogits(store, items, places, 'step', stop);
    },
    addLoss(_, step) {
      const dark = values.strength > 0 ? draw('logits', step) : [];
      const labelled = values.labels > 0 ? draw('labels', step) : [];
      const items = dark.map(({ item }) => item);
      const places = dark.map(({ place }) => place);
      const again = labelled.map(({ item }) => item);
      return [
        ...(items.length > 0 ? [verbs.pullToLogits(store, items, places, values.strength)] : []),
        ...(again.length > 0 ? [verbs.gradientInto(verbs.gradients, again, values.labels)] : []),
      ];
    },
    storedExamples: () => memory.counts,
  };
}

export const darkReplay: MethodPlugin<typeof params> = {
  info: {
    id: 'der',
    family: 'replay',
    label: 'Dark experience replay',
    summary: 'Replays examples with the logits that it once gave them, not only their answers.',
    equation: String.raw`\nabla L_{\text{new}} + \alpha\, \nabla D + \beta\, \nabla L_{\text{buffer}}, \quad D = \mathbb{E}_{\text{buffer}} \left[ \tfrac{1}{V} \lVert z_\theta(x) - \bar z \rVert^2 \right]`,
    mainKnob: 'strength',
    worksWhen:
      'There is room for logits, and what the model said of an example along the way is worth keeping.',
    failsWhen:
      'It knew little of the examples when they came: logits from before they were learned pull back. The labels of DER++ help.',
    params,
    citation: {
      text: 'Buzzega et al. 2020, Dark Experience for General Continual Learning',
      url: 'https://arxiv.org/abs/2004.07211',
    },
  },
  slots: () => 2,
  cost(values, { batchSize, tasks, rows }) {
    const storedExamples = values.general + tasks * values.perTask;
    const losses = Number(values.strength > 0) + Number(values.labels > 0);
    return {
      vectors: 0,
      passes: rows * FORWARD_PASS + (losses * values.batch) / batchSize,
      boundarySequences: values.general * FORWARD_PASS,
      storedExamples,
      logitRows: storedExamples * LOGITS_PER_EXAMPLE,
    };
  },
  create,
};
