// Keeps pixels from depending on the machine: the worker is the real one, but its adapter and the time that a run would take
// are replaced on their way to the page.

import type { Page } from '@playwright/test';
import type { AdapterReport } from '../../src/core/runRecord.ts';

const GPU: AdapterReport = {
  kind: 'webgpu',
  name: 'A graphics card',
  software: false,
  variant: 'workgroup',
};

/** What the worker of a browser without WebGPU reports. */
export const NO_WEBGPU: AdapterReport = {
  kind: 'cpu',
  name: 'CPU',
  software: true,
  variant: 'thread',
  reason: { code: 'no-webgpu', message: 'WebGPU: expected navigator.gpu, got none.', hint: '' },
};

/** Call before the page is opened. */
export async function pinWorker(page: Page, adapter: AdapterReport = GPU): Promise<void> {
  await page.addInitScript((report) => {
    class PinnedWorker extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        // Listeners run in the order in which they were added, so this one sees every event before the page does.
        this.addEventListener('message', ({ data }) => {
          if (data.kind === 'ready') data.adapter = report;
          if (data.kind === 'described') data.description.secondsHere = 12;
          if (data.kind === 'described' || data.kind === 'rejected') performance.mark('judged');
        });
      }
    }
    window.Worker = PinnedWorker;
  }, adapter);
}

/** Waits until the worker has described or rejected the experiment that was opened last. */
export async function experimentJudged(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('judged').length > 0);
  // Another link in the same page is judged anew.
  await page.evaluate(() => performance.clearMarks('judged'));
}
