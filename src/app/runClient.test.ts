// The client waits for the worker, batches what comes often, and turns a crash into an event.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_EXPERIMENT } from '../core/defaultExperiment.ts';
import type { Command, Progress, RunEvent } from '../core/protocol.ts';
import { type WorkerLike, createRunClient } from './runClient.ts';
import { GPU } from './store/fixtures.ts';

class FakeWorker implements WorkerLike {
  readonly sent: Command[] = [];
  terminated = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  postMessage(message: Command): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  emit(data: RunEvent): void {
    this.onmessage?.({ data } as MessageEvent<RunEvent>);
  }
}

const describeCommand = (requestId: number): Command => ({
  kind: 'describe',
  requestId,
  experiment: DEFAULT_EXPERIMENT,
});

function setUp() {
  const workers: FakeWorker[] = [];
  const client = createRunClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  const batches: RunEvent[][] = [];
  client.subscribe((events) => batches.push([...events]));
  return { client, workers, batches, first: workers[0]! };
}

describe('RunClient', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('keeps commands until the worker is ready, but only the newest description', () => {
    const { client, first } = setUp();
    client.send(describeCommand(1));
    client.send({ kind: 'pause' });
    client.send(describeCommand(2));
    expect(first.sent).toEqual([]);
    first.emit({ kind: 'ready', adapter: GPU });
    expect(first.sent).toEqual([{ kind: 'pause' }, describeCommand(2)]);
    client.send({ kind: 'stop' });
    expect(first.sent).toHaveLength(3);
  });

  test('delivers frequent events together, in order, before anything later', () => {
    const { first, batches } = setUp();
    const progress: Progress = {
      step: 1,
      totalSteps: 2,
      seedNumber: 1,
      seedCount: 1,
      stepsPerSecond: 1,
      tokensPerSecond: 1,
      secondsLeft: null,
    };
    first.emit({ kind: 'progress', runId: 1, progress });
    first.emit({ kind: 'progress', runId: 1, progress });
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(batches.map((b) => b.length)).toEqual([2]);
    first.emit({ kind: 'progress', runId: 1, progress });
    first.emit({ kind: 'paused', runId: 1, step: 1 });
    expect(batches[1]?.map((e) => e.kind)).toEqual(['progress', 'paused']);
    vi.advanceTimersByTime(1000);
    expect(batches).toHaveLength(2);
  });

  test('a crash becomes a failed event, and the next command starts another worker', () => {
    const { client, workers, first, batches } = setUp();
    first.onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect(first.terminated).toBe(true);
    expect(batches[0]).toMatchObject([
      { kind: 'failed', runId: null, error: { code: 'internal' } },
    ]);
    client.send(describeCommand(3));
    expect(workers).toHaveLength(2);
    workers[1]!.emit({ kind: 'ready', adapter: GPU });
    expect(workers[1]!.sent).toEqual([describeCommand(3)]);
  });

  test('a worker that fails before it is ready is replaced by the next command', () => {
    const { client, workers, first, batches } = setUp();
    client.send(describeCommand(1));
    const error = { code: 'bad-file', message: 'x', hint: '' } as const;
    first.emit({ kind: 'failed', runId: null, error });
    expect(first.terminated).toBe(true);
    expect(batches[0]).toEqual([{ kind: 'failed', runId: null, error }]);
    client.send(describeCommand(2));
    workers[1]!.emit({ kind: 'ready', adapter: GPU });
    expect(workers[1]!.sent).toEqual([describeCommand(2)]);
  });
});
