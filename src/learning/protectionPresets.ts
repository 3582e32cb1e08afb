// Ready-made learners of the regularization and projection families, beside the first of each in presets.ts.

import type { LearnerPreset } from '../core/catalog.ts';
import { NAIVE_LEARNER } from '../core/defaultExperiment.ts';
import type { ParamValues } from '../core/params.ts';

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
    params: { anchors: 'own' },
  },
  {
    id: 'mas',
    name: 'MAS',
    label: 'Regularization: MAS',
    summary: 'Springs as strong as the size of the output depends on each weight; needs no labels.',
    mark: 4,
    method: 'mas',
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
