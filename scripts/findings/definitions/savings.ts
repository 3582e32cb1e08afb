// What looks forgotten and comes back without being taught again.

import type { Finding } from '../finding.ts';
import { LEFT_AFTER, LEFT_AT_END, RECOVERED } from '../figuresOverTime.ts';
import { said, versus } from '../measured.ts';
import { armsOf } from './arms.ts';

/** Shares of what seemed lost. */
const SOME = 0.25;
const MOST = 0.5;

export const E11: Finding = {
  id: 'e11',
  title: 'What looks forgotten is partly only out of reach',
  says: 'When a model that knows facts is taught new ones, its accuracy on the old ones falls steeply within few steps. Most of that is spurious: what is lost is how the task is to be answered, not the knowledge, and training on other data of the old task brings it back.',
  sources: [
    {
      text: 'Zheng et al. 2025, Spurious Forgetting in Continual Learning of Language Models',
      url: 'https://arxiv.org/abs/2501.13453',
    },
  ],
  setup:
    'The base of facts; 100 steps of 32 new entities, then 20 steps of half of the old ones. The other half is never named: an accuracy on it that rises again is knowledge that had stayed, since nothing tells one fact from another. In place of new entities also half of the old ones in capitals, and with other values. 16 examples a step, AdamW with cosine decay inside each phase.',
  arms: [
    ...armsOf('e11', { where: 'new facts' }),
    ...armsOf('e11-capitals', { prefix: 'capitals.', where: 'in capitals' }),
    ...armsOf('e11-changed', { prefix: 'changed.', where: 'changed' }),
  ],
  figures: [LEFT_AFTER, LEFT_AT_END, RECOVERED],
  told: RECOVERED,
  judge: (m) => {
    const recovered = m.interval('naive', RECOVERED);
    const because = `recovered ${said(recovered)}`;
    return [
      {
        says: 'After new facts, at least a quarter of what seemed lost of the facts left alone comes back with others.',
        holds: recovered !== null && recovered.low >= SOME,
        because,
        main: true,
      },
      {
        says: 'Most of it does.',
        holds: recovered !== null && recovered.low > MOST,
        because,
      },
      {
        says: 'Where old facts were told with other values, less of it does.',
        holds: m.above('naive', 'changed.naive', RECOVERED),
        because: versus(m, 'naive', 'changed.naive', RECOVERED),
      },
    ];
  },
};
