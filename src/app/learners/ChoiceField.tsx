// Chooses one plug-in of a family and sets its parameters. Another plug-in starts from its own defaults.

import { Select } from '@mantine/core';
import type { Choice, Info } from '../../core/plugin.ts';
import { withParam } from './editLearners.ts';
import { ParamField } from './ParamField.tsx';
import css from './LearnerSettings.module.css';

interface Props {
  readonly label: string;
  readonly infos: readonly Info[];
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** The fields of a choice's parameters. */
export function ParamFields({ infos, choice, onChange }: Omit<Props, 'label'>) {
  const info = infos.find((i) => i.id === choice.id);
  const specs = Object.entries(info?.params ?? {});
  if (specs.length === 0) return null;
  return (
    <div className={css.fields}>
      {specs.map(([key, spec]) => (
        <ParamField
          key={key}
          spec={spec}
          value={choice.params[key] ?? spec.default}
          onChange={(value) => onChange(withParam(choice, key, value))}
        />
      ))}
    </div>
  );
}

export function ChoiceField({ label, infos, choice, onChange }: Props) {
  const info = infos.find((i) => i.id === choice.id);
  return (
    <section className={css.choice}>
      <Select
        label={label}
        description={info?.summary}
        value={choice.id}
        data={infos.map((i) => ({ value: i.id, label: i.label }))}
        onChange={(id) => id !== null && id !== choice.id && onChange({ id, params: {} })}
      />
      <ParamFields infos={infos} choice={choice} onChange={onChange} />
    </section>
  );
}
