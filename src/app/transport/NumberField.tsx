// A whole or decimal number with its limits: commits every valid value, and never one out of range.

import { NumberInput } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly help?: string;
  readonly suffix?: string;
  readonly integer?: boolean;
  readonly onCommit: (value: number) => void;
}

export function NumberField({
  label,
  value,
  min,
  max,
  step = 1,
  help,
  suffix,
  integer = true,
  onCommit,
}: Props) {
  const commit = (given: number | string) => {
    if (typeof given === 'number' && given >= min && given <= max && given !== value)
      onCommit(given);
  };
  return (
    <NumberInput
      label={label}
      description={help}
      value={value}
      min={min}
      max={max}
      step={step}
      {...(suffix === undefined ? {} : { suffix })}
      allowDecimal={!integer}
      allowNegative={min < 0}
      decimalScale={8}
      clampBehavior="blur"
      onChange={commit}
    />
  );
}
