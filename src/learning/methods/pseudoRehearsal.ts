// Pseudo-rehearsal (Robins 1995; Shin et al. 2017, Deep Generative Replay, arXiv 1705.08690; for language models Sun et al.
// 2020, LAMOL, arXiv 1909.03329): nothing is stored of the past; at the start of a phase the model writes examples itself,
// prompts and answers, and replays them. Their targets are the tokens it wrote, or its whole distribution at each of them.
// What does not end is dropped; nothing checks whether the rest is right.

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { hashString, Rng } from '../../core/rng.ts';
import { copyVector } from '../../engine/flatVector.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../roles.ts';
import { DIVERGENCE_PASSES } from '../modelVerbs.ts';
import { FORWARD_PASS } from '../verbTypes.ts';
import { countParam } from '../parts/countParam.ts';
import { freeStart, namedStarts, writtenItem } from '../parts/ownExamples.ts';
import { pickDistinct } from '../parts/reservoir.ts';
import type { MethodPlugin } from './method.ts';

const share: NumberParam = {
  kind: 'number',
  label: 'replayed share',
  symbol: 'ρ',
  help: 'Part of every batch that the model wrote itself; the rest is the stream.',
  default: 0.5,
  min: 0,
  max: 0.9,
  scale: 'linear',
  format: 'percent',
};

const source: ChoiceParam<'previous' | 'base'> = {
  kind: 'choice',
  label: 'written by',
  help: 'The self that the phase begins with, anew at each, or the base, once: it knows no task of the stream.',
  default: 'previous',
  options: [
    { value: 'previous', label: "the previous phase's self" },
    { value: 'base', label: 'the base' },
  ],
};

const starts: ChoiceParam<'control' | 'free'> = {
  kind: 'choice',
  label: 'how they begin',
  help: 'Each function name that came before equally often, and as often without one; or freely, which drifts towards the latest tasks.',
  default: 'control',
  options: [
    { value: 'control', label: 'equally often with each name' },
    { value: 'free', label: 'freely' },
  ],
};

const targets: ChoiceParam<'soft' | 'hard'> = {
  kind: 'choice',
  label: 'targets',
  help: "Soft: the writer's distribution at every token. Hard: the tokens that it happened to write.",
  default: 'soft',
  options: [
    { value: 'soft', label: 'soft (its distribution)' },
    { value: 'hard', label: 'hard (its tokens)' },
  ],
};

const params = {
  share,
  source,
  starts,
  targets,
  written: countParam(
    'examples written',
    'Before those that do not end are dropped.',
    1000,
    [1, 4000],
  ),
} as const;

type PseudoValues = Values<typeof params>;

/** Writes examples at the present weights, as many from each start; null when `stop` cut it short. */
async function write(
  { sampler, seed }: MethodContext,
  heads: readonly (readonly number[])[],
  { count, step }: { readonly count: number; readonly step: number },
  stop?: () => boolean,
): Promise<Item[] | null> {
  const prompts = Array.from({ length: count }, (_, i) => heads[i % heads.length]!);
  const draw = { seed: new Rng(seed, hashString('pseudo-rehearsal.write')).u32(), step };
  const texts = await sampler.continuations(prompts, draw, stop);
  if (!texts) return null;
  return texts.flatMap((text, i) => writtenItem([...prompts[i]!, ...text]) ?? []);
}

function create(context: MethodContext, values: PseudoValues): Method {
  const { verbs, seed } = context;
  const soft = values.targets === 'soft';
  const held = soft ? verbs.vector('writer') : null;
  const hold = held ? verbs.record('hold', (r) => copyVector(r, verbs.parameters, held)) : null;
  const divergence = held ? verbs.divergenceFrom('divergence', held) : null;
  let written: readonly Item[] = [];
  /** What of it the present step replays. */
  let replayed: readonly Item[] = [];
  return {
    async beginPhase(phase, stop) {
      if (values.share === 0 || (phase > 0 && values.source === 'base')) return;
      if (hold) await verbs.run(hold);
      const heads =
        values.starts === 'control' ? [freeStart, ...namedStarts(context, phase)] : [freeStart];
      verbs.spendForward(values.written);
      const request = { count: values.written, step: phase };
      written = (await write(context, heads, request, stop)) ?? [];
    },
    rehearse(rows, step) {
      const rng = new Rng(seed, hashString('pseudo-rehearsal.step'), step);
      // What rounding leaves over is made up in later steps: never more than share * batch a step, on average.
      const due = (steps: number) => Math.floor(values.share * rows.length * steps);
      const wanted = due(step + 1) - due(step);
      // A batch keeps at least one example of the stream.
      replayed = pickDistinct(written, Math.min(wanted, rows.length - 1), rng);
      const current = rows.slice(0, rows.length - replayed.length).map(({ item }) => item);
      return soft ? current : [...current, ...replayed];
    },
    // Beside a mean over the stream's part, weighted as the parts of the batch are: up to a common factor, the mean of both.
    addLoss() {
      if (!divergence || replayed.length === 0) return [];
      const strength = values.share / (1 - values.share);
      const choice = { strength, reverse: false, temperature: 1 };
      return [verbs.pullTowards(divergence, makeBatch(replayed), choice)];
    },
    storedExamples: () => ({ total: written.length, general: 0, perTask: 0 }),
  };
}

export const pseudoRehearsal: MethodPlugin<typeof params> = {
  info: {
    id: 'pseudo-rehearsal',
    family: 'replay',
    label: 'Pseudo-rehearsal',
    summary: 'Replays examples that it wrote itself before each phase; nothing real is stored.',
    equation: String.raw`(1 - \rho)\,\nabla L_{\text{new}} + \rho\,\nabla L_{\text{own}}, \quad L_{\text{own}} = \mathbb{E}_{\tilde x \sim p_{\theta_{\text{then}}}} \left[ \textstyle\sum_t D_{\mathrm{KL}}\!\left( p_{\theta_{\text{then}}} \,\|\, p_\theta \right) \right]`,
    mainKnob: 'share',
    worksWhen:
      'The model can write its own prompts, as the shipped bases can, and earlier data may not be kept.',
    failsWhen:
      'What it writes is not what it was taught: errors add up over phases, and tasks that it does not begin by itself are lost.',
    params,
    citation: {
      text: 'Robins 1995, Catastrophic Forgetting, Rehearsal and Pseudorehearsal; Sun et al. 2020, LAMOL',
      url: 'https://arxiv.org/abs/1909.03329',
    },
  },
  choosesBatch: true,
  cost(values, { phases, rows }) {
    const soft = values.targets === 'soft';
    const writes = values.source === 'previous' ? phases : 1;
    const on = values.share > 0;
    return {
      vectors: soft ? 1 : 0,
      passes: soft ? values.share * rows * DIVERGENCE_PASSES : 0,
      boundarySequences: on ? values.written * writes * FORWARD_PASS : 0,
      storedExamples: on ? values.written : 0,
    };
  },
  create,
};
