// Base loss excess: how differently distributed the data of the stream are, by how much more they surprise the base.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { baseEvaluation, finishedPhases } from './taught.ts';

/** Of answers on held-out items. It is the stream's, not the learner's: all learners of a run have the same. */
export const BASE_LOSS_EXCESS: MetricPlugin = {
  info: {
    id: 'base-loss-excess',
    label: 'Base loss excess',
    summary:
      "The base's loss on what the phases teach, beyond its loss on what it knows, in nats per token: how new the data are.",
    params: {},
    group: 'learning',
    equation: String.raw`\frac{1}{T}\sum_{k} L_{\mathrm{phase}\ k}(\theta_0) - \frac{1}{|G \cup O|}\sum_{g \in G \cup O} L_g(\theta_0)`,
    higherIsBetter: true,
    format: 'decimal',
  },
  value(context) {
    const loss = baseEvaluation(context)?.loss;
    if (!loss) return null;
    const finished = context.phases.slice(0, finishedPhases(context));
    const taught = meanOf(
      finished.map((columns) => meanOf(columns.map((column) => loss[column]!))),
    );
    const known = meanOf(
      context.capabilities.map(({ group }, column) =>
        group === 'general' || group === 'old' ? loss[column]! : null,
      ),
    );
    return taught === null || known === null ? null : taught - known;
  },
};
