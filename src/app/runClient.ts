// The page's side of the worker: the only place that makes one. Commands wait until it is ready; events come in batches.

import type { ErrorReport } from '../core/errors.ts';
import type { Command, RunEvent } from '../core/protocol.ts';

export type EventListener = (events: readonly RunEvent[]) => void;

export interface RunClient {
  /** Sends a command, or keeps it until the worker is ready. */
  send(command: Command): void;
  /** Calls `listener` with every batch of events; returns how to stop that. */
  subscribe(listener: EventListener): () => void;
}

/** The part of `Worker` that is used; tests hand in their own. */
export interface WorkerLike {
  postMessage(message: Command): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<RunEvent>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** Milliseconds that frequent events wait for company: the page draws at most ten times a second while a run goes on. */
const BATCH_MS = 100;

/** Events that come often and may wait; everything else is delivered at once, with what waited before it. */
const FREQUENT: ReadonlySet<RunEvent['kind']> = new Set([
  'progress',
  'evaluated',
  'points',
  'measured',
  'logged',
  'graded',
]);

function crash(message: string): ErrorReport {
  return {
    code: 'internal',
    message: `worker: expected to keep running, got ${message}.`,
    hint: 'What was measured stays on screen. Run again, or reload the page.',
  };
}

function startWorker(): WorkerLike {
  return new Worker(new URL('../worker/run.worker.ts', import.meta.url), { type: 'module' });
}

class WorkerClient implements RunClient {
  private readonly make: () => WorkerLike;
  private readonly listeners = new Set<EventListener>();
  private worker: WorkerLike | null = null;
  private ready = false;
  private waiting: Command[] = [];
  private batch: RunEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(make: () => WorkerLike) {
    this.make = make;
    this.start();
  }

  send(command: Command): void {
    if (!this.worker) this.start();
    if (this.ready) this.worker?.postMessage(command);
    else this.keep(command);
  }

  subscribe(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Only the newest description is worth waiting for. */
  private keep(command: Command): void {
    if (command.kind === 'describe')
      this.waiting = this.waiting.filter((c) => c.kind !== 'describe');
    this.waiting.push(command);
  }

  private start(): void {
    const worker = this.make();
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => this.fail(event.message || 'an error without a message');
    worker.onmessageerror = () => this.fail('a message that could not be read');
    this.worker = worker;
  }

  private receive(event: RunEvent): void {
    this.batch.push(event);
    if (event.kind === 'ready') {
      this.ready = true;
      for (const command of this.waiting.splice(0)) this.worker?.postMessage(command);
    }
    // It could not even start: waiting for it would be for ever.
    if (event.kind === 'failed' && !this.ready) this.drop();
    if (!FREQUENT.has(event.kind)) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  private fail(reason: string): void {
    this.drop();
    this.batch.push({ kind: 'failed', runId: null, error: crash(reason) });
    this.flush();
  }

  /** A worker that crashed is thrown away; the next command starts another. */
  private drop(): void {
    this.worker?.terminate();
    this.worker = null;
    this.ready = false;
    this.waiting = [];
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const events = this.batch.splice(0);
    for (const listener of this.listeners) listener(events);
  }
}

/** Starts the worker at once. A crash of the worker becomes a `failed` event without a run id. */
export function createRunClient(make: () => WorkerLike = startWorker): RunClient {
  return new WorkerClient(make);
}
