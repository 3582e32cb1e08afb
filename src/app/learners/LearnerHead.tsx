// The head of a learner's column in a table: its swatch and name, and a button that selects the learner.

import type { LearnerConfig } from '../../core/experiment.ts';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { LearnerSwatch } from '../theme/Marks.tsx';
import css from './LearnerHead.module.css';

interface LearnerHeadProps {
  readonly learner: LearnerConfig;
  /** Without room for the name the swatch stands alone, and the name is its accessible label. */
  readonly named: boolean;
}

export function LearnerHead({ learner, named }: LearnerHeadProps) {
  const selected = useExperiment((state) => state.selectedLearnerId === learner.id);
  return (
    <th scope="col" data-selected={selected || undefined}>
      <button
        type="button"
        className={css.pick}
        aria-pressed={selected}
        title={learner.name}
        onClick={() => experimentStore.getState().selectLearner(learner.id)}
      >
        <LearnerSwatch mark={learner.mark} width={22} />
        <span className={named ? css.name : 'vh'}>{learner.name}</span>
      </button>
    </th>
  );
}
