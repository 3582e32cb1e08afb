// Run (Pause, Continue), Step, Stop, Reset: in the bar, or docked at the bottom of a phone.

import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useSession } from '../store/SessionContext.ts';
import { useEdited, useShownRecord } from '../store/shown.ts';
import { PauseSign, PlaySign, ResetSign, StepSign, StopSign } from './glyphs.tsx';
import { type Primary, primaryAction } from './primary.ts';
import css from './TransportBar.module.css';

function usePrimary(): Primary {
  const status = useRun((state) => state.status);
  const starting = useRun((state) => state.starting);
  const adapter = useRun((state) => state.adapter);
  const rejected = useRun((state) => state.rejection !== null);
  const phases = useExperiment((state) => state.experiment.phases.length);
  const edited = useEdited();
  const shown = useShownRecord() !== null;
  return primaryAction({
    status,
    starting,
    adapter,
    edited,
    shown,
    runnable: phases > 0 && !rejected,
  });
}

interface ActionProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** `aria-disabled`, not `disabled`: pressing Run or Stop switches it off for a while, and the focus must not be lost by that. */
function Action({ label, disabled, onClick, children }: ActionProps) {
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="ib"
        aria-label={label}
        aria-disabled={disabled}
        onClick={() => !disabled && onClick()}
      >
        {children}
      </button>
    </Tooltip>
  );
}

export function Transport() {
  const session = useSession();
  const primary = usePrimary();
  const status = useRun((state) => state.status);
  const starting = useRun((state) => state.starting);
  const busy = starting || status === 'running' || status === 'paused';
  const canStep = primary.enabled && primary.kind !== 'pause';
  return (
    <div className={css.transport} role="toolbar" aria-label="Transport">
      <button
        type="button"
        className={css.run}
        aria-disabled={!primary.enabled}
        onClick={() => primary.enabled && session[primary.kind]()}
      >
        {primary.kind === 'pause' ? <PauseSign /> : <PlaySign />}
        {primary.label}
      </button>
      <Action label="Step once" disabled={!canStep} onClick={() => session.step()}>
        <StepSign />
      </Action>
      <Action label="Stop" disabled={!busy} onClick={() => session.stop()}>
        <StopSign />
      </Action>
      <Action
        label="Reset"
        disabled={status === 'recorded' && !starting}
        onClick={() => session.reset()}
      >
        <ResetSign />
      </Action>
    </div>
  );
}
