// The control of one parameter, whatever plug-in it belongs to: drawn from its spec alone.

import { NumberInput, Select, Switch } from '@mantine/core';
import type { NumberParam, ParamSpec, ParamValue } from '../../core/params.ts';
import { formatParam } from '../theme/format.ts';
import { Symbol } from './Equation.tsx';

interface Props {
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  readonly onChange: (value: ParamValue) => void;
}

function NumberParamField({ spec, value, onChange }: Props & { spec: NumberParam }) {
  // Per cent is typed as it is read; everything else in its own unit.
  const factor = spec.format === 'percent' ? 100 : 1;
  const range = `${formatParam(spec, spec.min)} to ${formatParam(spec, spec.max)}`;
  const shown = typeof value === 'number' ? Number((value * factor).toPrecision(10)) : '';
  const step =
    spec.scale === 'log'
      ? Number((Number(shown) / 10).toPrecision(1))
      : (spec.step ?? 0.01) * factor;
  return (
    <NumberInput
      label={
        <>
          {spec.label} {spec.symbol && <Symbol tex={spec.symbol} />}
        </>
      }
      description={`${spec.help} ${range}.`}
      value={shown}
      min={spec.min * factor}
      max={spec.max * factor}
      step={step || spec.step || 1}
      allowDecimal={spec.step !== 1}
      allowNegative={spec.min < 0}
      clampBehavior="blur"
      suffix={factor === 100 ? ' %' : ''}
      onChange={(given) => {
        if (typeof given !== 'number') return;
        const next = Number((given / factor).toPrecision(10));
        if (next >= spec.min && next <= spec.max && next !== value) onChange(next);
      }}
    />
  );
}

export function ParamField({ spec, value, onChange }: Props) {
  switch (spec.kind) {
    case 'number':
      return <NumberParamField spec={spec} value={value} onChange={onChange} />;
    case 'toggle':
      return (
        <Switch
          label={spec.label}
          description={spec.help}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          label={spec.label}
          description={spec.help}
          value={String(value)}
          data={spec.options.map((o) => ({ value: o.value, label: o.label }))}
          onChange={(next) => next !== null && onChange(next)}
        />
      );
  }
}
