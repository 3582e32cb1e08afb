// O-LoRA (Wang et al. 2023, arXiv 2310.14152): new factors in each phase, the earlier ones frozen and summed (here: merged
// into the base, which is the same sum), and a penalty lambda * sum |A_earlier A^T|, entry by entry, that keeps the rows of the
// new A orthogonal to all earlier ones. Only the input subspaces are held apart, as in the paper.

import type { NumberParam } from '../../core/params.ts';
import { addOrthogonality, factorLayout } from '../../engine/lowRank.ts';
import { factorParams, factorPart, factorsRefuse, mergeAndRenew, targetsOf } from './factors.ts';
import type { TrainablePlugin } from './trainable.ts';

const strength: NumberParam = {
  kind: 'number',
  label: 'orthogonality',
  symbol: 'λ',
  help: 'Force that turns new input directions away from earlier ones; 0 = LoRA, merged at each boundary.',
  default: 0.5,
  min: 0,
  max: 10,
  smallest: 1e-3,
  scale: 'log',
  format: 'plain',
};

const params = { strength, ...factorParams } as const;

export const oLora: TrainablePlugin<typeof params> = {
  info: {
    id: 'o-lora',
    family: 'subset',
    label: 'O-LoRA',
    summary:
      'LoRA with new factors per phase that read from other directions than all earlier ones.',
    equation: String.raw`\nabla L_{\text{new}} + \lambda\, \nabla \sum_{k < t} \lVert A_k A_t^{\top} \rVert_1`,
    mainKnob: 'strength',
    worksWhen:
      'Tasks can be told apart by their inputs, so that each may have directions of its own.',
    failsWhen:
      'Tasks share their inputs, or the phases times the rank come near the width: no free directions are left.',
    params,
    citation: {
      text: 'Wang et al. 2023, Orthogonal Subspace Learning for Language Model Continual Learning',
      url: 'https://arxiv.org/abs/2310.14152',
    },
  },
  cost: () => ({ vectors: 1, boundarySequences: 0 }),
  facts(values, layout, phases) {
    const factors = factorLayout(targetsOf(values, layout), values.rank);
    const most = Math.max(1, phases - 1);
    return {
      trained: factors.parameters,
      elements: (2 + most) * factors.length + most * values.rank ** 2,
    };
  },
  refuses: (_, partner) => factorsRefuse(partner),
  create(context, values) {
    const { device, owner, phases } = context;
    const part = factorPart(context, values);
    const { length } = part.factors.layout;
    const most = Math.max(1, phases - 1);
    const earlier = {
      buffer: device.buffer(`${owner}.trainable.earlier`, 4 * most * length),
      most,
      overlap: device.buffer(`${owner}.trainable.overlap`, 4 * most * values.rank ** 2),
    };
    const { set } = part;
    let held = 0;
    return {
      ...set,
      held: {
        vectors: 1,
        elements: set.held.elements + most * length + most * values.rank ** 2,
      },
      renewed: true,
      recordGradient(r) {
        set.recordGradient(r);
        if (values.strength > 0) addOrthogonality(r, part, earlier, values.strength);
      },
      values: () => ({ earlier_count: held }),
      async beginPhase(phase, methodContext) {
        if (phase === 0) return;
        const { verbs } = methodContext;
        const keep = verbs.record(`keepFactors${phase}`, (r) =>
          r.copy(part.factors.buffer, 0, earlier.buffer, 4 * (phase - 1) * length, 4 * length),
        );
        await verbs.run(keep);
        held = phase;
        await mergeAndRenew(part, phase, methodContext);
      },
      dispose() {
        set.dispose();
        earlier.buffer.destroy();
        earlier.overlap.destroy();
      },
    };
  },
};
