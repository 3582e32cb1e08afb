// Steps and tokens per second over the last seconds of work, and the time that is left. Pauses do not count.

interface Mark {
  readonly time: number;
  readonly steps: number;
  readonly tokens: number;
  readonly work: number;
}

const WINDOW_MS = 5000;

export class SpeedMeter {
  private readonly marks: Mark[] = [];
  private active = 0;
  private last: number | null = null;

  /** Milliseconds of work so far. */
  get workedMs(): number {
    return this.active;
  }

  /** Call when work goes on after a pause. */
  resume(now: number): void {
    this.last = now;
  }

  /** Notes totals so far; `work` is the share of the whole run that is done, 0 to 1. */
  mark(now: number, steps: number, tokens: number, work: number): void {
    if (this.last !== null) this.active += now - this.last;
    this.last = now;
    this.marks.push({ time: this.active, steps, tokens, work });
    while (this.marks.length > 2 && this.marks[0]!.time < this.active - WINDOW_MS)
      this.marks.shift();
  }

  /** Rates over the window and seconds left; null left before there is anything to tell from. */
  rates(): { stepsPerSecond: number; tokensPerSecond: number; secondsLeft: number | null } {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    const seconds = first && last ? (last.time - first.time) / 1000 : 0;
    if (!first || !last || seconds <= 0)
      return { stepsPerSecond: 0, tokensPerSecond: 0, secondsLeft: null };
    const secondsLeft = last.work > 0 ? ((this.active / 1000) * (1 - last.work)) / last.work : null;
    return {
      stepsPerSecond: (last.steps - first.steps) / seconds,
      tokensPerSecond: (last.tokens - first.tokens) / seconds,
      secondsLeft,
    };
  }
}
