// Offers the ready-made learners by family, the two references first.

import { Menu } from '@mantine/core';
import { Plus } from 'lucide-react';
import { Fragment } from 'react';
import type { Catalog, LearnerPreset } from '../../core/catalog.ts';
import { FAMILIES, type Family } from '../../core/plugin.ts';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import css from './AddLearner.module.css';
import { MAX_LEARNERS, addLearner } from './editLearners.ts';
import { familyOf } from './learnerView.ts';

function PresetItem({ preset }: { preset: LearnerPreset }) {
  return (
    <Menu.Item onClick={() => experimentStore.getState().edit(addLearner(preset))}>
      <b className={css.label}>{preset.label}</b>
      <small className={css.summary}>{preset.summary}</small>
    </Menu.Item>
  );
}

/** The ready-made learners under the names of their families; the references come first, whatever they are made of. */
function groups(catalog: Catalog): [Family, LearnerPreset[]][] {
  const familyOfPreset = ({ role, learner }: LearnerPreset): Family =>
    role === 'learner' ? familyOf(learner, catalog) : 'reference';
  const rest = (Object.keys(FAMILIES) as Family[]).filter((family) => family !== 'reference');
  const order: Family[] = ['reference', ...rest];
  return order
    .map((family): [Family, LearnerPreset[]] => [
      family,
      catalog.learnerPresets.filter((preset) => familyOfPreset(preset) === family),
    ])
    .filter(([, presets]) => presets.length > 0);
}

export function AddLearner() {
  const catalog = useRun((state) => state.catalog);
  const full = useExperiment((state) => state.experiment.learners.length >= MAX_LEARNERS);
  return (
    <Menu position="top-start" width={320} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className="tx"
          disabled={full || catalog === null}
          title={full ? `An experiment holds at most ${MAX_LEARNERS} learners.` : undefined}
        >
          <Plus size={13} strokeWidth={2} aria-hidden="true" />
          Add learner
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        {catalog &&
          groups(catalog).map(([family, presets]) => (
            <Fragment key={family}>
              <Menu.Label>{FAMILIES[family]}</Menu.Label>
              {presets.map((preset) => (
                <PresetItem key={preset.id} preset={preset} />
              ))}
            </Fragment>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
