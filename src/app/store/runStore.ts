// What the worker told the page: catalog, adapter, the recorded trace, and the visitor's own run as it grows.

import { createStore } from 'zustand/vanilla';
import type { Catalog } from '../../core/catalog.ts';
import type { ErrorReport } from '../../core/errors.ts';
import type {
  Description,
  Merged,
  MergeableLearner,
  Progress,
  RunEvent,
} from '../../core/protocol.ts';
import { type AdapterReport, type RunRecord, reduce } from '../../core/runRecord.ts';
import { createHook } from './createHook.ts';

/** `recorded`: no run of the visitor's own is on screen (a recorded trace may or may not be there). */
export type RunStatus = 'recorded' | 'running' | 'paused' | 'stopped' | 'finished' | 'failed';

/** The part of the store that events change. */
export interface RunData {
  readonly catalog: Catalog | null;
  readonly adapter: AdapterReport | null;
  readonly recorded: RunRecord | null;
  readonly live: RunRecord | null;
  readonly status: RunStatus;
  /** Run was pressed and the worker has not started yet. */
  readonly starting: boolean;
  /** Id of the visitor's last run; events of earlier ones are late and are dropped. */
  readonly runId: number;
  /** Step at which the run paused or stopped; while it runs, the last known step. */
  readonly step: number;
  readonly progress: Progress | null;
  readonly description: Description | null;
  /** What is wrong with the experiment as it is edited now; null when it can run. */
  readonly rejection: ErrorReport | null;
  readonly error: ErrorReport | null;
  /** Learners of the visitor's own run that can be evaluated between the base and their weights. */
  readonly mergeable: readonly MergeableLearner[];
  /** What came of that so far. */
  readonly merges: readonly Merged[];
  /** Id of the last `describe` that was asked for; answers to earlier ones are dropped. */
  readonly describeId: number;
}

export interface RunState extends RunData {
  /** Applies a batch of events in order, with one notification of the subscribers. */
  apply(events: readonly RunEvent[]): void;
  setRecorded(recorded: RunRecord | null): void;
  /** Announces a new run and returns its id. */
  beginRun(): number;
  /** Announces a new `describe` and returns its request id. */
  beginDescribe(): number;
  /** Forgets the visitor's own run; the recorded trace is shown again. */
  reset(): void;
}

const EMPTY: RunData = {
  catalog: null,
  adapter: null,
  recorded: null,
  live: null,
  status: 'recorded',
  starting: false,
  runId: 0,
  step: 0,
  progress: null,
  description: null,
  rejection: null,
  error: null,
  mergeable: [],
  merges: [],
  describeId: 0,
};

function failed(state: RunData, error: ErrorReport, live: RunRecord | null): RunData {
  const busy = state.starting || state.status === 'running' || state.status === 'paused';
  return { ...state, live, error, starting: false, status: busy ? 'failed' : state.status };
}

/** The state after an event of the present run or of no run. */
function reduceRunEvent(state: RunData, event: RunEvent): RunData {
  const live = reduce(state.live, event);
  switch (event.kind) {
    case 'started':
      return {
        ...state,
        live,
        status: 'running',
        starting: false,
        step: 0,
        progress: null,
        error: null,
        mergeable: [],
        merges: [],
      };
    case 'progress':
      return { ...state, progress: event.progress, step: event.progress.step };
    case 'paused':
      return { ...state, status: 'paused', starting: false, step: event.step };
    case 'resumed':
      return { ...state, status: 'running', starting: false };
    case 'stopped':
      return { ...state, status: 'stopped', starting: false, step: event.step };
    case 'mergeable':
      return { ...state, mergeable: event.learners };
    case 'merged':
      return { ...state, merges: [...state.merges, event.merged] };
    case 'finished':
      return { ...state, live, status: 'finished', starting: false };
    case 'failed':
      return failed(state, event.error, live);
    default:
      return live === state.live ? state : { ...state, live };
  }
}

/** The state after one more event; the same object when the event changes nothing. Pure. */
export function reduceRun(state: RunData, event: RunEvent): RunData {
  if ('runId' in event && event.runId !== null && event.runId !== state.runId) return state;
  switch (event.kind) {
    case 'ready':
      return { ...state, adapter: event.adapter };
    case 'catalog':
      return { ...state, catalog: event.catalog };
    case 'described':
      if (event.requestId !== state.describeId) return state;
      return { ...state, description: event.description, rejection: null };
    case 'rejected':
      return event.requestId === state.describeId ? { ...state, rejection: event.error } : state;
    default:
      return reduceRunEvent(state, event);
  }
}

export const runStore = createStore<RunState>()((set, get) => ({
  ...EMPTY,
  apply: (events) => {
    const before: RunData = get();
    const after = events.reduce(reduceRun, before);
    if (after !== before) set(after);
  },
  setRecorded: (recorded) => set({ recorded }),
  beginRun: () => {
    const runId = get().runId + 1;
    set({ runId, starting: true, error: null });
    return runId;
  },
  beginDescribe: () => {
    const describeId = get().describeId + 1;
    set({ describeId });
    return describeId;
  },
  reset: () =>
    set((state) => ({
      live: null,
      status: 'recorded',
      starting: false,
      runId: state.runId + 1,
      step: 0,
      progress: null,
      error: null,
    })),
}));

export const useRun = createHook(runStore);
