// The worker: owns the device and the trainer. Commands in, RunEvents out; the one place where errors become events.

import type { BaseInfo } from '../core/catalog.ts';
import { type ErrorReport, reportError } from '../core/errors.ts';
import type { Experiment } from '../core/experiment.ts';
import type { Command, RunEvent } from '../core/protocol.ts';
import type { Device } from '../engine/device.ts';
import { measureSpeed } from '../learning/calibrate.ts';
import { makeCatalog } from '../learning/catalog.ts';
import { describeExperiment } from '../learning/describe.ts';
import type { Merger } from '../learning/merger.ts';
import type { ReferenceCache } from '../learning/referenceLearner.ts';
import { Trainer } from '../learning/trainer.ts';
import { createBaseLoader, fetchBaseCards } from './bases.ts';
import { openDevice } from './openDevice.ts';

const post = (event: RunEvent): void => self.postMessage(event);

type BaseLoader = (id: string) => Promise<Float32Array>;

interface OpenedDevice {
  readonly device: Device;
  /** FLOPs per second of this device, once measured. */
  speed: number | null;
}

/** The device, until it is lost. */
let opened: OpenedDevice | null = null;
let trainer: Trainer | null = null;
/** The run under way, or the calibration: the device does one thing at a time. */
let work: Promise<void> = Promise.resolve();
let currentRun: number | null = null;
/** Reference curves that were measured since the page was opened. */
const references: ReferenceCache = new Map();
let bases: readonly BaseInfo[] = [];
let loadBase: BaseLoader = createBaseLoader(bases);
/** The weights of the last run, for as long as its device is there. */
let merger: Merger | null = null;
/** A run waits: what is evaluated without training is given up. */
let runsWaiting = 0;
let lastDescribed: { requestId: number; experiment: Experiment } | null = null;

/** A lost device or an uncaptured error ends the run; the next run opens a new device. */
function deviceFailed(error: ErrorReport, runId: number | null): void {
  trainer?.control.stop();
  post({ kind: 'failed', runId, error });
  opened?.device.dispose();
  opened = null;
  merger = null;
}

async function open(): Promise<OpenedDevice> {
  const device = await openDevice();
  const made: OpenedDevice = { device, speed: null };
  device.onError((error) => {
    if (opened === made) deviceFailed(error, currentRun);
  });
  return made;
}

async function run(runId: number, experiment: Experiment, singleStep: boolean): Promise<void> {
  opened ??= await open();
  const { device } = opened;
  currentRun = runId;
  runsWaiting--;
  merger?.dispose();
  merger = null;
  let failed = false;
  trainer = new Trainer({
    runId,
    experiment,
    device,
    bases,
    loadBase,
    references,
    emit: (event) => {
      if (!failed) post(event);
    },
  });
  if (singleStep) trainer.control.step();
  try {
    await trainer.run();
  } catch (thrown) {
    // After a lost device every call fails; the first error was told already.
    failed = true;
    if (opened?.device === device) post({ kind: 'failed', runId, error: reportError(thrown) });
  } finally {
    if (opened?.device === device) merger = trainer.merger;
    trainer = null;
    currentRun = null;
  }
}

function describe(requestId: number, experiment: Experiment): void {
  lastDescribed = { requestId, experiment };
  try {
    post({
      kind: 'described',
      requestId,
      description: describeExperiment(experiment, bases, opened?.speed ?? null),
    });
  } catch (thrown) {
    post({ kind: 'rejected', requestId, error: reportError(thrown) });
  }
}

/** Measures the device once while nothing else is going on, then describes again with the time it takes here. */
async function calibrate(): Promise<void> {
  if (!opened) return;
  opened.speed = await measureSpeed(opened.device);
  if (lastDescribed) describe(lastDescribed.requestId, lastDescribed.experiment);
}

function start(runId: number, experiment: Experiment, singleStep: boolean): void {
  trainer?.control.stop();
  runsWaiting++;
  work = work.then(() => run(runId, experiment, singleStep));
}

async function merge(runId: number, learnerId: string, coefficient: number): Promise<void> {
  try {
    const merged = await merger?.evaluate(learnerId, coefficient, () => runsWaiting > 0);
    if (merged) post({ kind: 'merged', runId, merged });
  } catch (thrown) {
    post({ kind: 'failed', runId, error: reportError(thrown) });
  }
}

function handle(command: Command): void {
  switch (command.kind) {
    case 'describe':
      return describe(command.requestId, command.experiment);
    case 'start':
      return start(command.runId, command.experiment, false);
    case 'step':
      if (trainer) return trainer.control.step();
      return start(command.runId, command.experiment, true);
    case 'pause':
      return trainer?.control.pause();
    case 'resume':
      return trainer?.control.resume();
    case 'stop':
      return trainer?.control.stop();
    case 'merge':
      work = work.then(() => merge(command.runId, command.learnerId, command.coefficient));
  }
}

async function boot(): Promise<void> {
  try {
    bases = await fetchBaseCards();
    loadBase = createBaseLoader(bases);
    opened = await open();
    post({ kind: 'catalog', catalog: makeCatalog(bases) });
    self.onmessage = ({ data }: MessageEvent<Command>) => handle(data);
    post({ kind: 'ready', adapter: opened.device.adapter });
    work = calibrate();
    await work;
  } catch (thrown) {
    post({ kind: 'failed', runId: null, error: reportError(thrown) });
    work = Promise.resolve();
  }
}

void boot();
