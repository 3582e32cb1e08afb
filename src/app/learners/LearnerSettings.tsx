// Everything a learner is made of: name, objective, stack of methods, trainable parameters, optimizer, schedule.

import { Modal, Select, TextInput } from '@mantine/core';
import type { Catalog } from '../../core/catalog.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import { type CardInfo, type Choice, FAMILIES } from '../../core/plugin.ts';
import { experimentStore } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { ChoiceField, ParamFields } from './ChoiceField.tsx';
import { MAX_METHODS, changeLearner } from './editLearners.ts';
import css from './LearnerSettings.module.css';

interface PartProps {
  readonly learner: LearnerConfig;
  readonly catalog: Catalog;
}

type Change = Partial<Omit<LearnerConfig, 'id'>>;

function apply(learner: LearnerConfig, change: Change): void {
  experimentStore.getState().edit(changeLearner(learner.id, change));
}

function Method({ learner, catalog, index }: PartProps & { index: number }) {
  const choice = learner.methods[index];
  if (!choice) return null;
  const info = catalog.methods.find((m) => m.id === choice.id);
  const name = info?.label ?? choice.id;
  const replace = (next: Choice) =>
    apply(learner, { methods: learner.methods.map((m, i) => (i === index ? next : m)) });
  return (
    <div>
      <div className={css.head}>
        <b>{name}</b>
        <p>{info?.summary}</p>
        <button
          type="button"
          className={`tx ${css.remove}`}
          aria-label={`Remove ${name}`}
          onClick={() => apply(learner, { methods: learner.methods.filter((_, i) => i !== index) })}
        >
          Remove
        </button>
      </div>
      <ParamFields infos={catalog.methods} choice={choice} onChange={replace} />
    </div>
  );
}

/** Options of a select under the names of their families. */
function groupedByFamily(infos: readonly CardInfo[]) {
  return Object.entries(FAMILIES).flatMap(([family, group]) => {
    const items = infos.filter((info) => info.family === family);
    return items.length === 0
      ? []
      : [{ group, items: items.map((info) => ({ value: info.id, label: info.label })) }];
  });
}

function Methods({ learner, catalog }: PartProps) {
  const free = catalog.methods.filter((info) => !learner.methods.some((m) => m.id === info.id));
  const full = learner.methods.length >= MAX_METHODS;
  return (
    <section className={`${css.choice} ${css.methods}`} aria-label="Methods">
      {learner.methods.map((choice, index) => (
        <Method key={`${choice.id}-${index}`} learner={learner} catalog={catalog} index={index} />
      ))}
      {free.length > 0 && !full && (
        <Select
          label="Add a method"
          placeholder="Protections against forgetting"
          value={null}
          data={groupedByFamily(free)}
          onChange={(id) =>
            id !== null && apply(learner, { methods: [...learner.methods, { id, params: {} }] })
          }
        />
      )}
    </section>
  );
}

function Body({ learner, catalog }: PartProps) {
  return (
    <div className={css.body}>
      <TextInput
        label="Name"
        value={learner.name}
        maxLength={40}
        onChange={(event) => {
          const name = event.currentTarget.value;
          if (name !== '') apply(learner, { name });
        }}
      />
      <ChoiceField
        label="Objective"
        infos={catalog.objectives}
        choice={learner.objective}
        onChange={(objective) => apply(learner, { objective })}
      />
      <Methods learner={learner} catalog={catalog} />
      <ChoiceField
        label="Trainable parameters"
        infos={catalog.trainables}
        choice={learner.trainable}
        onChange={(trainable) => apply(learner, { trainable })}
      />
      <ChoiceField
        label="Optimizer"
        infos={catalog.optimizers}
        choice={learner.optimizer}
        onChange={(optimizer) => apply(learner, { optimizer })}
      />
      <ChoiceField
        label="Schedule"
        infos={catalog.schedules}
        choice={learner.schedule}
        onChange={(schedule) => apply(learner, { schedule })}
      />
    </div>
  );
}

interface Props {
  readonly learner: LearnerConfig;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function LearnerSettings({ learner, opened, onClose }: Props) {
  const catalog = useRun((state) => state.catalog);
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={`${learner.name}: all settings`}>
      {catalog && <Body learner={learner} catalog={catalog} />}
    </Modal>
  );
}
