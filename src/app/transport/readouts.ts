// The figures of the transport bar, as text. A figure that means nothing yet is left out, not dashed.

import type { Experiment } from '../../core/experiment.ts';
import { totalSteps } from '../../core/experiment.ts';
import type { RunData } from '../store/runStore.ts';
import { formatCompact, formatCount, formatDuration, formatRate } from '../theme/format.ts';

export interface Readout {
  readonly id: 'step' | 'steps' | 'tokens' | 'left' | 'adapter';
  readonly value: string;
  readonly label: string;
}

/** How the state is drawn: hollow dot, filled dot, two bars, diamond, filled square. */
export type StateSign = 'recorded' | 'live' | 'paused' | 'failed' | 'stopped';

export interface StateText {
  readonly sign: StateSign;
  readonly title: string;
  readonly sub: string;
}

function learners(count: number): string {
  return count === 1 ? '1 learner' : `${count} learners`;
}

function liveSub({ progress }: RunData, experiment: Experiment): string {
  const count = learners(experiment.learners.length);
  if (!progress) return count;
  const of = progress.seedCount > 1 ? ` of ${progress.seedCount}` : '';
  return `${count}, seed ${progress.seedNumber}${of}`;
}

function idleText(run: RunData, edited: boolean): StateText {
  const shown = run.recorded !== null;
  if (edited && shown) return { sign: 'recorded', title: 'Edited', sub: 'not run yet' };
  if (shown) return { sign: 'recorded', title: 'Recorded trace', sub: 'made before your visit' };
  return { sign: 'recorded', title: 'Not run yet', sub: 'no recorded trace' };
}

/** Title and second line of the state; `edited` = the curves on screen belong to another experiment. */
export function stateText(run: RunData, experiment: Experiment, edited: boolean): StateText {
  if (run.starting)
    return { sign: 'live', title: 'Starting', sub: learners(experiment.learners.length) };
  const at = `at step ${formatCount(run.step)}`;
  switch (run.status) {
    case 'recorded':
      return idleText(run, edited);
    case 'running':
      return { sign: 'live', title: 'Live', sub: liveSub(run, run.live?.experiment ?? experiment) };
    case 'paused':
      return { sign: 'paused', title: 'Paused', sub: at };
    case 'stopped':
      return {
        sign: 'stopped',
        title: edited ? 'Edited' : 'Stopped',
        sub: edited ? 'not run yet' : at,
      };
    case 'failed':
      return { sign: 'failed', title: 'Stopped', sub: `failed ${at}` };
    case 'finished': {
      if (edited) return { sign: 'stopped', title: 'Edited', sub: 'not run yet' };
      const seconds = run.live?.seconds;
      const sub = seconds ? `in ${formatDuration(seconds)}` : 'your own run';
      return { sign: 'live', title: 'Finished', sub };
    }
  }
}

function stepReadout(run: RunData): Readout | null {
  const record = run.live ?? run.recorded;
  if (!record) return null;
  const total = totalSteps(record.experiment);
  const done = run.live && run.status !== 'finished' ? run.step : total;
  return { id: 'step', value: `${formatCount(done)} / ${formatCount(total)}`, label: 'step' };
}

function timeReadout({ status, progress, description, rejection }: RunData): Readout | null {
  if (status === 'running' || status === 'paused') {
    const seconds = progress?.secondsLeft ?? null;
    if (seconds === null) return null;
    return { id: 'left', value: formatDuration(seconds), label: 'left' };
  }
  const seconds = description?.secondsHere ?? null;
  // Nothing would be trained, or what was last described is no longer what would run.
  if (seconds === null || description?.flopsPerStep === 0 || rejection) return null;
  return { id: 'left', value: `about ${formatDuration(seconds)}`, label: 'to run here' };
}

/** The readouts that have a value now, from left to right. */
export function readouts(run: RunData): Readout[] {
  const list: (Readout | null)[] = [stepReadout(run)];
  if (run.status === 'running' && run.progress) {
    const { stepsPerSecond, tokensPerSecond } = run.progress;
    list.push({ id: 'steps', value: formatRate(stepsPerSecond), label: 'steps/s' });
    list.push({ id: 'tokens', value: formatCompact(tokensPerSecond), label: 'tokens/s' });
  }
  list.push(timeReadout(run));
  if (run.adapter) list.push({ id: 'adapter', value: run.adapter.name, label: 'adapter' });
  return list.filter((r) => r !== null);
}
