// State, step, rates, time and adapter: a value over its label, and nothing where there is no value.

import { Tooltip } from '@mantine/core';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useEdited } from '../store/shown.ts';
import { type WidthClass, useWidth } from '../theme/gutters.ts';
import { type Readout, type StateText, readouts, stateText } from './readouts.ts';
import css from './TransportBar.module.css';

/** Which readouts a width has room for. */
const ROOM: Readonly<Record<WidthClass, readonly Readout['id'][]>> = {
  phone: [],
  narrow: [],
  tablet: ['step', 'left'],
  desk: ['step', 'steps', 'tokens', 'left', 'adapter'],
  wide: ['step', 'steps', 'tokens', 'left', 'adapter'],
};

/** The state's text, kept up to date. */
export function useStateText(): StateText {
  const run = useRun((state) => state);
  const experiment = useExperiment((state) => state.experiment);
  return stateText(run, experiment, useEdited());
}

/** Where and when the recorded trace was made; null when the curves are not a recorded trace. */
function useRecordedWhere(): string | null {
  const record = useRun((state) => (state.live ? null : state.recorded));
  if (!record) return null;
  const date = record.date.slice(0, 10);
  return `Recorded on ${record.adapter.name}, ${date}. Press Run to measure it on this machine.`;
}

/** Sign, title and second line of the state. */
export function StateSign({ sign }: Pick<StateText, 'sign'>) {
  return <i className={css.sign} data-sign={sign} />;
}

export function Readouts() {
  const run = useRun((state) => state);
  const { id } = useWidth();
  const state = useStateText();
  const where = useRecordedWhere();
  const shown = readouts(run).filter((r) => ROOM[id].includes(r.id));
  return (
    <dl className={css.readouts}>
      <Tooltip label={where ?? ''} disabled={where === null}>
        <div className={css.readout}>
          <dt>{state.sub}</dt>
          <dd className={css.state}>
            <StateSign sign={state.sign} />
            {state.title}
          </dd>
        </div>
      </Tooltip>
      {shown.map((readout) => (
        <div
          key={readout.id}
          className={`${css.readout} ${readout.id === 'adapter' ? css.adapter : ''}`}
          title={readout.id === 'adapter' ? readout.value : undefined}
        >
          <dt>{readout.label}</dt>
          <dd>{readout.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Tells assistive technology when the run changes its state; silent while figures change. */
export function StateAnnouncer() {
  const { title } = useStateText();
  const status = useRun((state) => state.status);
  const step = useRun((state) =>
    state.status === 'paused' || state.status === 'stopped' ? state.step : null,
  );
  const where = step === null ? '' : ` at step ${step}`;
  return (
    <p className="vh" role="status" aria-live="polite" data-status={status}>
      {title}
      {where}
    </p>
  );
}
