// What a learner does, when it works, when it fails, and where it comes from.

import { Modal } from '@mantine/core';
import type { LearnerConfig } from '../../core/experiment.ts';
import type { CardInfo } from '../../core/plugin.ts';
import { useRun } from '../store/runStore.ts';
import { Equation } from './Equation.tsx';
import { partsOf } from './learnerView.ts';
import css from './LearnerSettings.module.css';

function Part({ info }: { info: CardInfo }) {
  return (
    <section>
      <h3>{info.label}</h3>
      <p>{info.summary}</p>
      <Equation className={css.eq} tex={info.equation} />
      <dl>
        <dt>works when</dt>
        <dd>{info.worksWhen}</dd>
        <dt>fails when</dt>
        <dd>{info.failsWhen}</dd>
        {info.citation && (
          <>
            <dt>source</dt>
            <dd>
              <a className="lk" href={info.citation.url} target="_blank" rel="noreferrer">
                {info.citation.text}
              </a>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

interface Props {
  readonly learner: LearnerConfig;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function LearnerAbout({ learner, opened, onClose }: Props) {
  const catalog = useRun((state) => state.catalog);
  return (
    <Modal opened={opened} onClose={onClose} size="md" title={`About ${learner.name}`}>
      <div className={css.about}>
        {catalog && partsOf(learner, catalog).map((info) => <Part key={info.id} info={info} />)}
      </div>
    </Modal>
  );
}
