// Composition gap: how much worse pairs are answered than their parts would allow.

import { composedKinds } from './compositions.ts';
import type { MetricPlugin } from './metric.ts';

/**
 * Pi - accuracy, where Pi is the accuracy of the inner functions on the pairs' own words times that of the outer ones on their
 * outputs; of the kind (new on new, new on old, old on new) where it is widest. The paper conditions on items whose parts are
 * right; here both are means. Small as well where no part is known: read it beside the composition ratio.
 */
export const COMPOSITION_GAP: MetricPlugin = {
  info: {
    id: 'composition-gap',
    label: 'Composition gap',
    summary:
      'At the end, accuracy of the parts of pairs (inner times outer) less that of the pairs, for the kind of pairs where it is widest.',
    params: {},
    group: 'composition',
    equation: String.raw`\max_{\text{kind}} \big(\Pi - R_{T,\,g \circ f}\big), \quad \Pi = R_{T,f}\, R_{T,g}`,
    higherIsBetter: false,
    citation: {
      text: 'Press et al. 2022, Measuring and Narrowing the Compositionality Gap in Language Models',
      url: 'https://arxiv.org/abs/2210.03350',
    },
  },
  value(context) {
    const kinds = composedKinds(context);
    return kinds.length === 0
      ? null
      : Math.max(...kinds.map(({ accuracy, parts }) => parts - accuracy));
  },
};
