// Keeps submissions short and few in flight, so that Stop answers quickly, the page's frames are not starved, and no
// operating system takes the GPU away (Windows resets one that is busy for about 2 s).

/** Seconds of GPU time that one submission should take. */
const TARGET_SECONDS = 0.05;
const IN_FLIGHT = 2;

/** Seconds of uninterrupted work after which the rate is worked out anew. */
const WINDOW_SECONDS = 0.3;

export class SubmissionPacer {
  private readonly queue: GPUQueue;
  private readonly smallestBudget: number;
  private readonly inFlight: Promise<void>[] = [];
  private rate: number;
  /** When the present stretch of uninterrupted work began, and the FLOPs finished in it. */
  private windowStart = 0;
  private windowFlops = 0;

  /** `software` adapters start from 5 GFLOP/s, real ones from 200; the measured rate takes over. */
  constructor(queue: GPUQueue, software: boolean) {
    this.queue = queue;
    this.rate = software ? 5e9 : 2e11;
    this.smallestBudget = 0.6 * this.rate * TARGET_SECONDS;
  }

  /** FLOPs after which a submission is cut. Depends on timing, and therefore only groups work, never changes it. */
  get flopBudget(): number {
    return Math.max(this.smallestBudget, this.rate * TARGET_SECONDS);
  }

  submit(commands: GPUCommandBuffer, flops: number): void {
    if (this.inFlight.length === 0) this.openWindow();
    this.queue.submit([commands]);
    const done = this.queue.onSubmittedWorkDone().then(
      () => this.finished(flops),
      () => undefined,
    );
    this.inFlight.push(done);
    void done.then(() => this.inFlight.splice(this.inFlight.indexOf(done), 1));
  }

  private openWindow(): void {
    this.windowStart = performance.now();
    this.windowFlops = 0;
  }

  /** Completions may be told in bunches, so the rate is taken over a stretch of time and never from one of them. */
  private finished(flops: number): void {
    this.windowFlops += flops;
    const seconds = (performance.now() - this.windowStart) / 1000;
    if (seconds < WINDOW_SECONDS) return;
    this.rate = this.windowFlops / seconds;
    this.openWindow();
  }

  /** Resolves when fewer than two submissions are unfinished. */
  async room(): Promise<void> {
    while (this.inFlight.length >= IN_FLIGHT) await this.inFlight[0];
  }
}
