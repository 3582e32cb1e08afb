// What happens between stores, worker, link and traces: the page's verbs. React only reads stores and calls these.

import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import { encodeLink, decodeLink } from '../../core/link.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Correction } from '../../core/params.ts';
import type { ErrorReport } from '../../core/errors.ts';
import type { RunEvent } from '../../core/protocol.ts';
import type { RunClient } from '../runClient.ts';
import { checkExperiment } from './checkExperiment.ts';
import { experimentStore } from './experimentStore.ts';
import { GALLERY_HASH, galleryStore } from './galleryStore.ts';
import { followRunLock } from './runLock.ts';
import { runStore } from './runStore.ts';
import { sameRun } from './sameRun.ts';
import { loadTrace, traceFor } from './traces.ts';

/** Milliseconds of quiet before an edited experiment is described. */
const DESCRIBE_MS = 150;

/** The verbs of the page. */
export interface Session {
  start(): void;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** Forgets the visitor's own run and shows the recorded trace again. */
  reset(): void;
  /** Evaluates a learner of the run that is over between the base and its weights. */
  merge(learnerId: string, coefficient: number): void;
  /** Opens another experiment; a run that is going on is stopped. */
  open(experiment: Experiment): void;
  /** Writes the experiment into the address bar and returns the whole link. */
  link(): string;
}

function busy(): boolean {
  const { status, starting } = runStore.getState();
  return starting || status === 'running' || status === 'paused';
}

/** The experiment as it was last opened, before the visitor's edits: the one that a recorded trace may belong to. */
let opened: Experiment | null = null;

/** Shows the trace that belongs to the opened experiment, or none. An edit keeps it: it then becomes the ghost. */
async function showTrace(): Promise<void> {
  const experiment = opened;
  if (!experiment) return;
  const file = traceFor(experiment, runStore.getState().catalog);
  const record = file === null ? null : await loadTrace(file);
  // Meanwhile another experiment may have been opened.
  if (opened !== experiment) return;
  const { catalog } = runStore.getState();
  const belongs = record !== null && sameRun(record.experiment, experiment, catalog);
  runStore.getState().setRecorded(belongs ? record : null);
}

function openExperiment(
  client: RunClient,
  experiment: Experiment,
  corrections: readonly Correction[] = [],
  error: ErrorReport | null = null,
): Promise<void> {
  if (busy()) client.send({ kind: 'stop' });
  runStore.getState().reset();
  opened = experiment;
  experimentStore.getState().open(experiment, corrections, error);
  checkOpened();
  return showTrace();
}

/** Corrects what only the catalog can judge; does nothing before the catalog is there. */
function checkOpened(): void {
  const { catalog } = runStore.getState();
  if (!catalog) return;
  const state = experimentStore.getState();
  const { experiment, corrections } = checkExperiment(state.experiment, catalog);
  if (corrections.length === 0) return;
  if (opened === state.experiment) opened = experiment;
  state.correct(experiment, corrections);
}

/** Opens what the address bar says; the gallery's address opens it over what is there, or over the default experiment. */
function openLink(client: RunClient): Promise<void> {
  if (location.hash === GALLERY_HASH) {
    galleryStore.getState().setOpened(true);
    return opened ? Promise.resolve() : openExperiment(client, DEFAULT_EXPERIMENT);
  }
  const { experiment, corrections, error } = decodeLink(location.hash);
  return openExperiment(client, experiment, corrections, error);
}

function receive(events: readonly RunEvent[]): void {
  runStore.getState().apply(events);
  if (!events.some((event) => event.kind === 'catalog')) return;
  checkOpened();
  if (!runStore.getState().recorded) void showTrace();
}

/** Describes the experiment now, and again whenever an edit has come to rest. */
function keepDescribed(client: RunClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const describe = () => {
    const { experiment } = experimentStore.getState();
    client.send({ kind: 'describe', requestId: runStore.getState().beginDescribe(), experiment });
  };
  describe();
  return experimentStore.subscribe((state, before) => {
    if (state.experiment === before.experiment) return;
    clearTimeout(timer);
    timer = setTimeout(describe, DESCRIBE_MS);
  });
}

function begin(client: RunClient, kind: 'start' | 'step'): void {
  if (busy()) client.send({ kind: 'stop' });
  const { experiment, setRan } = experimentStore.getState();
  setRan(experiment);
  client.send({ kind, runId: runStore.getState().beginRun(), experiment });
}

/** One step of the present run while it is paused and unedited; otherwise the first step of a new one. */
function stepOnce(client: RunClient): void {
  const { status, runId, live } = runStore.getState();
  const { experiment } = experimentStore.getState();
  const same = live !== null && sameRun(live.experiment, experiment, runStore.getState().catalog);
  if (status === 'paused' && same)
    client.send({ kind: 'step', runId, experiment: live.experiment });
  else begin(client, 'step');
}

function writeLink(): string {
  const link = encodeLink(experimentStore.getState().experiment);
  const url = `${location.href.split('#')[0] ?? ''}#${link}`;
  history.replaceState(null, '', url);
  return url;
}

interface Started {
  readonly session: Session;
  /** Resolves when the recorded trace of the opened experiment is in the store, or known to be missing. */
  readonly shown: Promise<void>;
}

/** Opens the experiment of the address bar and connects the stores to the worker. Called once, before the first render. */
export function startSession(client: RunClient): Started {
  const shown = openLink(client);
  client.subscribe(receive);
  keepDescribed(client);
  followRunLock();
  window.addEventListener('hashchange', () => void openLink(client));
  const session: Session = {
    start: () => begin(client, 'start'),
    pause: () => client.send({ kind: 'pause' }),
    resume: () => client.send({ kind: 'resume' }),
    step: () => stepOnce(client),
    stop: () => client.send({ kind: 'stop' }),
    reset: () => {
      if (busy()) client.send({ kind: 'stop' });
      runStore.getState().reset();
      experimentStore.getState().setRan(null);
    },
    merge: (learnerId, coefficient) => {
      const { runId } = runStore.getState();
      client.send({ kind: 'merge', runId, learnerId, coefficient });
    },
    open: (experiment) => void openExperiment(client, experiment),
    link: writeLink,
  };
  return { session, shown };
}
