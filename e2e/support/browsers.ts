// Chromium as machines without WebGPU have it: launched with other switches, since what a page takes away is still in its worker.

import { type Page, chromium } from '@playwright/test';
import { findChromium } from '../../scripts/setup/chromium.mjs';

export interface OtherBrowser {
  readonly args: readonly string[];
  readonly baseURL: string;
}

/** Runs `journey` in a page of a browser of its own. */
export async function inBrowser(
  { args, baseURL }: OtherBrowser,
  journey: (page: Page) => Promise<void>,
): Promise<void> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: ['--no-sandbox', ...args],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const viewport = { width: 1440, height: 900 };
    await journey(await browser.newPage({ baseURL, viewport, locale: 'en-US' }));
  } finally {
    await browser.close();
  }
}
