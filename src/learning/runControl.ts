// Pause, single step and stop, as the trainer sees them: a gate that it passes before every round of steps.

export class RunControl {
  private state: 'running' | 'paused' | 'stopping' = 'running';
  /** Rounds that may pass although the run is paused. */
  private allowedRounds = 0;
  private wake: (() => void) | null = null;
  private readonly onChange: (paused: boolean) => void;

  /** `onChange` is told when the trainer has really come to rest, and when it goes on. */
  constructor(onChange: (paused: boolean) => void) {
    this.onChange = onChange;
  }

  get stopping(): boolean {
    return this.state === 'stopping';
  }

  pause(): void {
    if (this.state === 'running') this.state = 'paused';
  }

  resume(): void {
    if (this.state === 'paused') this.state = 'running';
    this.release();
  }

  /** Lets one more round pass, then pauses. */
  step(): void {
    if (this.state === 'stopping') return;
    this.state = 'paused';
    this.allowedRounds++;
    this.release();
  }

  stop(): void {
    this.state = 'stopping';
    this.release();
  }

  private release(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }

  /** Resolves when the next round may begin, or when the run is to stop. */
  async gate(): Promise<void> {
    let rested = false;
    while (this.state === 'paused' && this.allowedRounds === 0) {
      if (!rested) this.onChange(true);
      rested = true;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.allowedRounds > 0) this.allowedRounds--;
    if (rested && this.state === 'running') this.onChange(false);
  }
}
