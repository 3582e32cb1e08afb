// A custom shape for random weights: every field within the limits of the schema, and sizes that fit one another.

import { NumberInput, Select, Switch } from '@mantine/core';
import type { ModelShape } from '../../core/experiment.ts';
import { modelShape, nearestShape } from '../../core/experiment.ts';
import css from './BaseMenu.module.css';

interface Field {
  readonly key: 'layers' | 'width' | 'heads' | 'keyValueHeads' | 'feedForward' | 'context';
  readonly label: string;
  readonly step: number;
}

const FIELDS: readonly Field[] = [
  { key: 'layers', label: 'Layers', step: 1 },
  { key: 'width', label: 'Width', step: 4 },
  { key: 'heads', label: 'Heads', step: 1 },
  { key: 'keyValueHeads', label: 'Key-value heads', step: 1 },
  { key: 'feedForward', label: 'MLP width', step: 4 },
  { key: 'context', label: 'Context', step: 8 },
];

/** The nearest valid shape, or null while a field is outside its limits. */
function checked(shape: ModelShape): ModelShape | null {
  const parsed = modelShape.safeParse(nearestShape(shape));
  return parsed.success ? parsed.data : null;
}

interface Props {
  readonly shape: ModelShape;
  readonly onChange: (shape: ModelShape) => void;
}

export function ShapeForm({ shape, onChange }: Props) {
  const change = (part: Partial<ModelShape>) => {
    const next = checked({ ...shape, ...part });
    if (next) onChange(next);
  };
  return (
    <div className={css.form}>
      {FIELDS.map(({ key, label, step }) => (
        <ShapeField
          key={key}
          name={key}
          label={label}
          step={step}
          shape={shape}
          onChange={change}
        />
      ))}
      <Select
        label="MLP"
        value={shape.mlp}
        data={[
          { value: 'gelu', label: 'GELU' },
          { value: 'swiglu', label: 'SwiGLU' },
          { value: 'relu', label: 'ReLU' },
        ]}
        onChange={(mlp) =>
          (mlp === 'gelu' || mlp === 'swiglu' || mlp === 'relu') && change({ mlp })
        }
      />
      <Switch
        label="Tied embeddings"
        checked={shape.tied}
        onChange={(event) => change({ tied: event.currentTarget.checked })}
      />
    </div>
  );
}

interface FieldProps {
  readonly name: Field['key'];
  readonly label: string;
  readonly step: number;
  readonly shape: ModelShape;
  readonly onChange: (part: Partial<ModelShape>) => void;
}

function ShapeField({ name, label, step, shape, onChange }: FieldProps) {
  const { minValue, maxValue } = modelShape.shape[name];
  return (
    <NumberInput
      label={label}
      value={shape[name]}
      min={minValue ?? 1}
      max={maxValue ?? Number.MAX_SAFE_INTEGER}
      step={step}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      onBlur={(event) => {
        // Half-typed numbers are valid sizes too, so that the shape changes only once a number is finished.
        const value = Number(event.currentTarget.value);
        if (Number.isInteger(value) && value > 0) onChange({ [name]: value });
      }}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
