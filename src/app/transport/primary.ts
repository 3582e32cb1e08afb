// What the one filled button does and says in every state of the run.

import type { AdapterReport } from '../../core/runRecord.ts';
import type { RunStatus } from '../store/runStore.ts';

export interface PrimaryInput {
  readonly status: RunStatus;
  readonly starting: boolean;
  readonly adapter: AdapterReport | null;
  /** The curves on screen belong to another experiment. */
  readonly edited: boolean;
  /** There are curves on screen, recorded or the visitor's own. */
  readonly shown: boolean;
  /** The experiment can run: it has a phase and the worker did not reject it. */
  readonly runnable: boolean;
}

export interface Primary {
  readonly kind: 'start' | 'pause' | 'resume';
  readonly label: string;
  readonly enabled: boolean;
}

function startLabel({ status, adapter, edited, shown }: PrimaryInput): string {
  if (edited && shown) return 'Run the change';
  if (status === 'finished' || status === 'stopped' || status === 'failed') return 'Run again';
  if (!adapter) return 'Run';
  if (adapter.kind === 'cpu') return 'Run on the CPU';
  return adapter.software ? 'Run here' : 'Run on your GPU';
}

/** The button's action, label and whether it can be pressed. */
export function primaryAction(input: PrimaryInput): Primary {
  if (input.starting) return { kind: 'start', label: 'Starting', enabled: false };
  if (input.status === 'running') return { kind: 'pause', label: 'Pause', enabled: true };
  if (input.status === 'paused' && !input.edited) {
    return { kind: 'resume', label: 'Continue', enabled: true };
  }
  return { kind: 'start', label: startLabel(input), enabled: input.runnable };
}
