// Long work on the processor in pieces, with turns of the event loop between them: a worker that computes for seconds on end
// hears no Stop. The work itself is a generator that yields wherever it may be interrupted, so what it computes does not
// depend on when it was.

/** Work that yields after every piece; a piece should take no more than a few milliseconds. */
export type Pieces<T> = Generator<undefined, T, undefined>;

/** Milliseconds of work between two turns of the event loop. */
const TURN_MS = 10;

/** A turn of the event loop without the 4 ms that nested timers cost in browsers. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

/** Does the work with a turn about every `turnMs`; null when `stop` answered true after one. */
export async function inTurns<T>(
  work: Pieces<T>,
  stop?: () => boolean,
  turnMs = TURN_MS,
): Promise<T | null> {
  let last = performance.now();
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    if (performance.now() - last < turnMs) continue;
    await turn();
    // What is asked for while this computes arrives in a turn, so nothing can have changed between two of them.
    if (stop?.()) return null;
    last = performance.now();
  }
}
