// A learner beside its chart: what it does (equation), its one knob, what it costs. Selecting raises it as a sheet.

import type { CSSProperties } from 'react';
import type { LearnerConfig } from '../../core/experiment.ts';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useView } from '../store/viewStore.ts';
import { useWidth } from '../theme/gutters.ts';
import { learnerColor } from '../theme/marks.ts';
import { LearnerSwatch } from '../theme/Marks.tsx';
import { CardMenu } from './CardMenu.tsx';
import { setKnob } from './editLearners.ts';
import { Equation } from './Equation.tsx';
import { Knob } from './Knob.tsx';
import css from './LearnerCard.module.css';
import { costLine, equationOf, mainKnob, roleOf } from './learnerView.ts';

function LearnerKnob({ learner }: { learner: LearnerConfig }) {
  const catalog = useRun((state) => state.catalog);
  const knob = catalog && mainKnob(learner, catalog);
  if (!knob) return null;
  return (
    <Knob
      spec={knob.spec}
      value={knob.value}
      color={learnerColor(learner.mark)}
      onChange={(value) =>
        experimentStore.getState().edit(setKnob(learner.id, knob.place, knob.key, value))
      }
    />
  );
}

function Cost({ learnerId }: { learnerId: string }) {
  const description = useRun((state) => state.description);
  return <div className={css.cost}>{costLine(learnerId, description)}</div>;
}

function Update({ learner }: { learner: LearnerConfig }) {
  const catalog = useRun((state) => state.catalog);
  const tex = catalog && equationOf(learner, catalog);
  const others = learner.methods.length - 1;
  return (
    <div className={css.eq}>
      {tex && <Equation tex={tex} />}
      {others > 0 && (
        <span className={css.more}>
          and {others} more {others === 1 ? 'method' : 'methods'}
        </span>
      )}
    </div>
  );
}

export function LearnerCard({ learner }: { learner: LearnerConfig }) {
  const selected = useExperiment((state) => state.selectedLearnerId === learner.id);
  const hidden = useView((state) => state.hidden.includes(learner.id));
  const phone = useWidth().id === 'phone';
  const role = roleOf(learner);
  const select = () => experimentStore.getState().selectLearner(learner.id);
  const quick = phone ? (
    <>
      <LearnerKnob learner={learner} />
      <Cost learnerId={learner.id} />
    </>
  ) : null;
  return (
    <article
      className={css.card}
      aria-label={learner.name}
      style={{ '--c': learnerColor(learner.mark) } as CSSProperties}
      data-selected={selected || undefined}
      data-hidden={hidden || undefined}
      onClick={select}
    >
      <div className={css.title}>
        <LearnerSwatch mark={learner.mark} />
        <button type="button" className={css.name} aria-pressed={selected} onClick={select}>
          {learner.name}
        </button>
        {role && <span className={css.role}>{role}</span>}
        <CardMenu learner={learner} quick={quick} />
      </div>
      {!hidden && <Update learner={learner} />}
      {!hidden && !phone && <LearnerKnob learner={learner} />}
      {!hidden && !phone && <Cost learnerId={learner.id} />}
    </article>
  );
}
