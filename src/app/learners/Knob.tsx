// The slider of a numeric parameter, on the scale that its spec names.

import { type CSSProperties, useId } from 'react';
import type { NumberParam } from '../../core/params.ts';
import { formatParam } from '../theme/format.ts';
import { Symbol } from './Equation.tsx';
import css from './Knob.module.css';
import { POSITIONS, positionOf, valueAt } from './knobScale.ts';

interface Props {
  readonly spec: NumberParam;
  readonly value: number;
  readonly color: string;
  readonly onChange: (value: number) => void;
}

/** A position that rounds back to the present value must not block an arrow key: move on until the value changes. */
function nextValue(spec: NumberParam, value: number, target: number): number {
  const from = positionOf(spec, value);
  const direction = Math.sign(target - from);
  let position = target;
  let next = valueAt(spec, position);
  while (next === value && position > 0 && position < POSITIONS) {
    position = Math.min(POSITIONS, Math.max(0, position + direction));
    next = valueAt(spec, position);
  }
  return next;
}

export function Knob({ spec, value, color, onChange }: Props) {
  const id = useId();
  const position = positionOf(spec, value);
  const text = formatParam(spec, value);
  const style = { '--c': color, '--v': `${position}%` } as CSSProperties;
  return (
    <div className={css.knob} style={style} title={spec.help}>
      <label htmlFor={id}>
        {spec.label} {spec.symbol && <Symbol tex={spec.symbol} />}
      </label>
      <span className={css.value} aria-hidden="true">
        {text}
      </span>
      <input
        id={id}
        type="range"
        min={0}
        max={POSITIONS}
        step={1}
        value={Math.round(position)}
        aria-valuetext={text}
        onChange={(event) => onChange(nextValue(spec, value, event.currentTarget.valueAsNumber))}
      />
    </div>
  );
}
