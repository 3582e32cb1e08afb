// Keeps submissions short and few in flight, so that Stop answers quickly, the page's frames are not starved, and no
// operating system takes the GPU away (Windows resets one that is busy for about 2 s).

/** Seconds of GPU time that one submission should take. */
const TARGET_SECONDS = 0.05;
const IN_FLIGHT = 2;

export class SubmissionPacer {
  private readonly queue: GPUQueue;
  private readonly smallestBudget: number;
  private readonly inFlight: Promise<void>[] = [];
  private lastDone = 0;
  private rate: number;

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
    const handedOver = performance.now();
    this.queue.submit([commands]);
    const done = this.queue.onSubmittedWorkDone().then(
      () => {
        const now = performance.now();
        const seconds = (now - Math.max(handedOver, this.lastDone)) / 1000;
        this.lastDone = now;
        // Short submissions measure the overhead rather than the rate.
        if (flops > 0.2 * this.flopBudget)
          this.rate = 0.8 * this.rate + 0.2 * (flops / Math.max(seconds, 1e-4));
      },
      () => undefined,
    );
    this.inFlight.push(done);
    void done.then(() => this.inFlight.splice(this.inFlight.indexOf(done), 1));
  }

  /** Resolves when fewer than two submissions are unfinished. */
  async room(): Promise<void> {
    while (this.inFlight.length >= IN_FLIGHT) await this.inFlight[0];
  }
}
