// Offers the ready-made learners, the two references first.

import { Menu } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { LearnerPreset } from '../../core/catalog.ts';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import css from './AddLearner.module.css';
import { MAX_LEARNERS, addLearner } from './editLearners.ts';

function PresetItem({ preset }: { preset: LearnerPreset }) {
  return (
    <Menu.Item onClick={() => experimentStore.getState().edit(addLearner(preset))}>
      <b className={css.label}>{preset.label}</b>
      <small className={css.summary}>{preset.summary}</small>
    </Menu.Item>
  );
}

export function AddLearner() {
  const presets = useRun((state) => state.catalog?.learnerPresets) ?? [];
  const full = useExperiment((state) => state.experiment.learners.length >= MAX_LEARNERS);
  const references = presets.filter((p) => p.role !== 'learner');
  const others = presets.filter((p) => p.role === 'learner');
  return (
    <Menu position="top-start" width={320} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className="tx"
          disabled={full || presets.length === 0}
          title={full ? `An experiment holds at most ${MAX_LEARNERS} learners.` : undefined}
        >
          <Plus size={13} strokeWidth={2} aria-hidden="true" />
          Add learner
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <Menu.Label>References</Menu.Label>
        {references.map((preset) => (
          <PresetItem key={preset.id} preset={preset} />
        ))}
        {others.length > 0 && <Menu.Label>Learners</Menu.Label>}
        {others.map((preset) => (
          <PresetItem key={preset.id} preset={preset} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
