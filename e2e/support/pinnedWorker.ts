// Keeps pixels from depending on the machine: the worker is the real one, but its adapter and the time that a run would take
// are replaced on their way to the page. It also tells when the experiment on screen has been described.

import type { Page } from '@playwright/test';
import type { Catalog } from '../../src/core/catalog.ts';
import type { Command } from '../../src/core/protocol.ts';
import type { AdapterReport } from '../../src/core/runRecord.ts';

declare global {
  interface Window {
    /** Ids of the last description that the page asked for and of the last one that it was given. */
    describes?: { asked: number; answered: number };
    /** What the worker said that there is. */
    catalog?: Catalog;
  }
}

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
    const describes = (window.describes = { asked: 0, answered: 0 });
    class PinnedWorker extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        // Listeners run in the order in which they were added, so this one sees every event before the page does.
        this.addEventListener('message', ({ data }) => {
          if (data.kind === 'ready') data.adapter = report;
          if (data.kind === 'catalog') window.catalog = data.catalog;
          if (data.kind === 'described') data.description.secondsHere = 12;
          if ('requestId' in data) describes.answered = data.requestId;
        });
      }
      override postMessage(command: Command): void {
        if (command.kind === 'describe') describes.asked = command.requestId;
        super.postMessage(command);
      }
    }
    window.Worker = PinnedWorker;
  }, adapter);
}

/** Goes to an address and waits until the worker has described what it opens. */
export async function openDescribed(page: Page, address: string): Promise<void> {
  const before = await page.evaluate(() => window.describes?.asked ?? 0);
  await page.goto(address);
  await page.waitForFunction((last) => {
    const { asked, answered } = window.describes!;
    return asked > last && answered === asked;
  }, before);
}
