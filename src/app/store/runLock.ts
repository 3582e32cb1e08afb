// Holds a Web Lock while a run goes on: browsers do not freeze a hidden tab that holds one.

import { runStore } from './runStore.ts';

const LOCK_NAME = 'palimpsest-run';

/** From now on, holds the lock whenever the status is `running`. Without the Web Locks API it does nothing. */
export function followRunLock(): void {
  if (!navigator.locks) return;
  let release: (() => void) | null = null;
  const follow = (running: boolean) => {
    if (running && !release) {
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      // Shared, so that two tabs can run at the same time.
      void navigator.locks.request(LOCK_NAME, { mode: 'shared' }, () => held);
    } else if (!running) {
      release?.();
      release = null;
    }
  };
  runStore.subscribe((state) => follow(state.status === 'running'));
}
