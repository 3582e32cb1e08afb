// Ready-made learners of the regularization, projection and plasticity families, beside the first of each in learners.ts.
// A strength that is given here was the best on the development stream (docs/grid.md).

import type { LearnerPreset } from '../../core/catalog.ts';
import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import type { ParamValues } from '../../core/params.ts';

interface Protection {
  readonly id: string;
  /** The learner's name. */
  readonly name: string;
  /** What the menu says. */
  readonly label: string;
  readonly summary: string;
  readonly mark: number;
  readonly method: string;
  readonly params?: ParamValues;
}

const PROTECTIONS: readonly Protection[] = [
  {
    id: 'ewc-anchors',
    name: 'EWC, own anchors',
    label: 'Regularization: EWC with an anchor for each phase',
    summary: 'As first published: every phase pulls to the weights that it ended with.',
    mark: 3,
    method: 'ewc',
    params: { anchors: 'own', strength: 0.1 },
  },
  {
    id: 'mas',
    name: 'MAS',
    label: 'Regularization: MAS',
    summary: 'Springs as strong as the size of the output depends on each weight; needs no labels.',
    mark: 4,
    method: 'mas',
  },
  {
    id: 'gem',
    name: 'GEM',
    label: 'Gradient projection: GEM',
    summary: 'Steps are bent until they raise the loss of no earlier task, each held by itself.',
    mark: 4,
    method: 'gem',
    params: { batch: 32 },
  },
  {
    id: 'pcgrad',
    name: 'PCGrad',
    label: 'Gradient projection: PCGrad',
    summary: 'The gradients of all tasks so far add up without their conflicts.',
    mark: 5,
    method: 'pcgrad',
    params: { batch: 32 },
  },
  {
    id: 'ogd',
    name: 'OGD',
    label: 'Gradient projection: OGD',
    summary: "Steps stay out of the directions in which earlier answers' logits move.",
    mark: 2,
    method: 'ogd',
  },
  {
    id: 'gpm',
    name: 'GPM',
    label: 'Gradient projection: GPM',
    summary: 'Each layer keeps its outputs on the inputs that earlier tasks gave it.',
    mark: 1,
    method: 'gpm',
    params: { threshold: 0.85 },
  },
  {
    id: 'l2-init',
    name: 'L2 to initial weights',
    label: 'Plasticity: L2 to the initial weights',
    summary: 'Weights are drawn back to the random start, so that there is room for what comes.',
    mark: 3,
    method: 'l2-init',
  },
];

/** Naive fine-tuning with one method each. */
export const PROTECTION_PRESETS: readonly LearnerPreset[] = PROTECTIONS.map(
  ({ id, name, label, summary, mark, method, params = {} }) => ({
    id,
    label,
    summary,
    role: 'learner',
    learner: { ...NAIVE_LEARNER, id, name, mark, methods: [{ id: method, params }] },
  }),
);
