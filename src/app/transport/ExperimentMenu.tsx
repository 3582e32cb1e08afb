// The experiment: its name, the ready-made ones, and the settings that are not on the page itself.

import { Popover, Switch, TextInput } from '@mantine/core';
import { BookOpenText, ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { ExperimentPreset } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import type { Experiment } from '../../core/experiment.ts';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { galleryStore } from '../store/galleryStore.ts';
import { useRun } from '../store/runStore.ts';
import { sameRun } from '../store/sameRun.ts';
import { useSession } from '../store/SessionContext.ts';
import css from './ExperimentMenu.module.css';
import { NumberField } from './NumberField.tsx';
import { StateSign, useStateText } from './Readouts.tsx';
import { experimentSummary } from './summary.ts';

const edit = (change: Partial<Experiment>) =>
  experimentStore.getState().edit((experiment) => ({ ...experiment, ...change }));

interface PresetsProps {
  readonly group: ExperimentPreset['group'];
  readonly label: string;
  readonly onOpen: (experiment: Experiment) => void;
}

function Presets({ group, label, onOpen }: PresetsProps) {
  const catalog = useRun((state) => state.catalog);
  const experiment = useExperiment((state) => state.experiment);
  const id = useId();
  if (!catalog) return <p className="lab">The ready-made experiments are being loaded.</p>;
  const presets = catalog.experimentPresets.filter((preset) => preset.group === group);
  return (
    <div className={css.presets} role="group" aria-labelledby={id}>
      <p id={id} className="lab">
        {label}
      </p>
      {presets.map((preset) => (
        <button
          key={preset.id}
          type="button"
          className={css.preset}
          aria-pressed={sameRun(preset.experiment, experiment, catalog)}
          onClick={() => onOpen(preset.experiment)}
        >
          <b>{preset.label}</b>
          <small>{preset.summary}</small>
        </button>
      ))}
    </div>
  );
}

function Settings() {
  const { seeds, batchSize, evaluation } = useExperiment((state) => state.experiment);
  const evaluate = (change: Partial<typeof evaluation>) =>
    edit({ evaluation: { ...evaluation, ...change } });
  return (
    <>
      <div className={css.pair}>
        <NumberField
          label="Seeds"
          value={seeds.count}
          min={1}
          max={10}
          onCommit={(count) => edit({ seeds: { ...seeds, count } })}
        />
        <NumberField
          label="First seed"
          value={seeds.first}
          min={0}
          max={1_000_000}
          onCommit={(first) => edit({ seeds: { ...seeds, first } })}
        />
        <NumberField
          label="Sequences per step"
          value={batchSize}
          min={1}
          max={128}
          onCommit={(size) => edit({ batchSize: size })}
        />
        <NumberField
          label="Items per capability"
          value={evaluation.items}
          min={8}
          max={512}
          step={8}
          onCommit={(items) => evaluate({ items })}
        />
        <NumberField
          label="Evaluate every (steps)"
          value={evaluation.every}
          min={1}
          max={500}
          onCommit={(every) => evaluate({ every })}
        />
      </div>
      <Switch
        label="Evaluate more often after a boundary"
        checked={evaluation.denseAfterBoundary}
        onChange={(event) => evaluate({ denseAfterBoundary: event.currentTarget.checked })}
      />
    </>
  );
}

function Menu({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const name = useExperiment((state) => state.experiment.name);
  const canUndo = useExperiment((state) => state.past.length > 0);
  const open = (experiment: Experiment) => {
    session.open(experiment);
    onClose();
  };
  return (
    <div className={css.menu}>
      <div className={css.column}>
        <TextInput
          label="Name"
          value={name}
          maxLength={80}
          onChange={(event) => edit({ name: event.currentTarget.value })}
        />
        <Presets group="start" label="Ready-made experiments" onOpen={open} />
        <button
          type="button"
          className={css.more}
          onClick={() => {
            onClose();
            galleryStore.getState().setOpened(true);
          }}
        >
          <BookOpenText size={15} strokeWidth={1.8} aria-hidden="true" />
          Findings of the literature
        </button>
      </div>
      <div className={css.column}>
        <Presets group="stream" label="Kinds of streams" onOpen={open} />
        <Settings />
      </div>
      <div className={css.column}>
        <Presets group="family" label="One family at a time, beside naive" onOpen={open} />
      </div>
      <div className={css.foot}>
        <button
          type="button"
          className="tx"
          disabled={!canUndo}
          onClick={() => experimentStore.getState().undo()}
        >
          Undo the last edit
        </button>
        <button type="button" className="tx" onClick={() => open(DEFAULT_EXPERIMENT)}>
          Reset to default
        </button>
      </div>
    </div>
  );
}

/** `bar`: two lines in the transport bar. `page`: above the chart, with the run's state, where the bar has no room. */
export function ExperimentMenu({ place }: { place: 'bar' | 'page' }) {
  const [opened, setOpened] = useState(false);
  const experiment = useExperiment((state) => state.experiment);
  const catalog = useRun((state) => state.catalog);
  const description = useRun((state) => state.description);
  const state = useStateText();
  const summary = experimentSummary(experiment, catalog, description);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.trigger}
          data-place={place}
          aria-haspopup="dialog"
          onClick={() => setOpened(!opened)}
        >
          <span className={css.name}>
            <span>{experiment.name || 'Untitled experiment'}</span>
            <ChevronDown size={12} strokeWidth={2} aria-hidden="true" style={{ flex: 'none' }} />
          </span>
          <span className={`lab ${css.summary}`}>
            {place === 'page' && <StateSign sign={state.sign} />}
            <span>{place === 'page' ? `${state.title} · ${summary}` : summary}</span>
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Experiment">
        <Menu onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
