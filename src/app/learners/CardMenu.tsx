// The menu of a learner's card. On a phone it also holds the knob and the cost, which the card has no room for there.

import { Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { LearnerConfig } from '../../core/experiment.ts';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { useView, viewStore } from '../store/viewStore.ts';
import { MAX_LEARNERS, duplicateLearner, removeLearner } from './editLearners.ts';
import css from './LearnerCard.module.css';
import { LearnerAbout } from './LearnerAbout.tsx';
import { LearnerSettings } from './LearnerSettings.tsx';

interface Props {
  readonly learner: LearnerConfig;
  /** Knob and cost, on a phone. */
  readonly quick: ReactNode;
}

export function CardMenu({ learner, quick }: Props) {
  const [dialog, setDialog] = useState<'settings' | 'about' | null>(null);
  const count = useExperiment((state) => state.experiment.learners.length);
  const hidden = useView((state) => state.hidden.includes(learner.id));
  const { edit } = experimentStore.getState();
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <button type="button" className={`ib ${css.dots}`} aria-label={`${learner.name}: more`}>
            <Ellipsis size={16} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {quick !== null && <div className={css.quick}>{quick}</div>}
          <Menu.Item onClick={() => setDialog('settings')}>All settings</Menu.Item>
          <Menu.Item onClick={() => setDialog('about')}>Works when, fails when, source</Menu.Item>
          <Menu.Item
            disabled={count >= MAX_LEARNERS}
            onClick={() => edit(duplicateLearner(learner.id))}
          >
            Duplicate
          </Menu.Item>
          <Menu.Item onClick={() => viewStore.getState().toggleHidden(learner.id)}>
            {hidden ? 'Show' : 'Hide'}
          </Menu.Item>
          <Menu.Item disabled={count <= 1} onClick={() => edit(removeLearner(learner.id))}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <LearnerSettings
        learner={learner}
        opened={dialog === 'settings'}
        onClose={() => setDialog(null)}
      />
      <LearnerAbout learner={learner} opened={dialog === 'about'} onClose={() => setDialog(null)} />
    </>
  );
}
