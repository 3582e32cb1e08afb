// The page as a visitor has it: finding its parts by role and name, and waiting for its states. Journeys extend `test` from
// here, so that none passes while the page reports an error.

import { type Locator, type Page, expect, test as base } from '@playwright/test';
import type { Experiment } from '../../src/core/experiment.ts';
import { type DecodedLink, decodeLink, encodeLink } from '../../src/core/link.ts';

export type Status = 'recorded' | 'running' | 'paused' | 'stopped' | 'finished' | 'failed';

export interface Block {
  readonly name: string;
  readonly steps: number;
}

/** The address that opens an experiment. */
export function linkTo(experiment: Experiment): string {
  return `./#${encodeLink(experiment)}`;
}

export class Lab {
  readonly page: Page;
  readonly transport: Locator;
  /** Run, Pause or Continue: the one filled button. */
  readonly primary: Locator;
  readonly notices: Locator;
  readonly stream: Locator;

  constructor(page: Page) {
    this.page = page;
    this.transport = page.getByRole('toolbar', { name: 'Transport' });
    this.primary = this.transport.getByRole('button').first();
    this.notices = page.getByRole('status', { name: 'Notices' });
    this.stream = page.getByRole('region', { name: 'Stream' });
  }

  /** Opens an experiment, or the first visit, and waits until the worker has answered. */
  async open(experiment?: Experiment): Promise<void> {
    await this.page.goto(experiment ? linkTo(experiment) : './');
    await this.ready();
  }

  /** The adapter is known and tasks can be added. */
  async ready(): Promise<void> {
    await expect(this.stream.getByRole('button', { name: 'Add task' })).toBeEnabled();
    await expect(this.primary).toHaveText(/^Run ./);
  }

  async expectStatus(status: Status, timeout = 30_000): Promise<void> {
    const announcer = this.page.locator('p[data-status]');
    await expect(announcer).toHaveAttribute('data-status', status, { timeout });
  }

  button(name: string | RegExp): Locator {
    return this.transport.getByRole('button', { name });
  }

  /** The value over a label of the bar. */
  readout(label: string): Locator {
    const group = this.page
      .locator('dl > div')
      .filter({ has: this.page.getByText(label, { exact: true }) });
    return group.getByRole('definition');
  }

  /** Finished steps, as the bar shows them. */
  async step(): Promise<number> {
    const text = await this.readout('step').textContent();
    return Number(text?.split('/')[0]?.replaceAll(/\D/g, ''));
  }

  /** The blocks of the stream from left to right. */
  blocks(): Locator {
    return this.stream
      .getByRole('group', { name: 'Phases of the stream' })
      .locator('> [data-phase]');
  }

  async expectBlocks(expected: readonly Block[]): Promise<void> {
    const read = async () => {
      const texts = await this.blocks().allTextContents();
      // The name, the steps as they are seen, an example, and the steps as they are read out.
      return texts.map((text) => text.replace(/^(\D+)[\d,]+.*, (\d+) steps.*$/, '$1|$2'));
    };
    await expect.poll(read).toEqual(expected.map(({ name, steps }) => `${name}|${steps}`));
  }

  /** Shares, and reads back what the link in the address bar holds. */
  async shared(): Promise<DecodedLink> {
    await this.page.getByRole('button', { name: 'Share' }).click();
    await expect(this.page).toHaveURL(/#1/);
    await this.page.keyboard.press('Escape');
    return decodeLink(new URL(this.page.url()).hash);
  }
}

/** `lab` is the page; a page that logs an error or throws one fails its test. */
export const test = base.extend<{ lab: Lab; noErrors: undefined }>({
  lab: async ({ page }, use) => {
    await use(new Lab(page));
  },
  noErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
