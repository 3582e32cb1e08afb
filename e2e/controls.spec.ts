// Pause, continue, single step, stop, reset.

import { type Page, expect } from '@playwright/test';
import { HEAVY_EXPERIMENT, LONG_EXPERIMENT } from './support/experiments.ts';
import { type Lab, test } from './support/lab.ts';

/** Milliseconds within which Stop answers during a run of any size. */
const STOP_MS = 200;

async function startRunning(lab: Lab): Promise<void> {
  await lab.primary.click();
  await lab.expectStatus('running');
  await expect.poll(() => lab.step(), { timeout: 60_000 }).toBeGreaterThan(1);
}

/** Clicks Stop and returns the milliseconds until the page says that it stopped, by the page's own clock. */
function timeStop(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const announcer = document.querySelector('p[data-status]')!;
        const stop = document.querySelector<HTMLElement>('button[aria-label="Stop"]')!;
        const began = performance.now();
        new MutationObserver(() => {
          if (announcer.getAttribute('data-status') === 'stopped')
            resolve(performance.now() - began);
        }).observe(announcer, { attributes: true });
        stop.click();
      }),
  );
}

test('a paused run stands still, goes step by step, and goes on', async ({ page, lab }) => {
  await lab.open(LONG_EXPERIMENT);
  await startRunning(lab);
  await lab.primary.click();
  await lab.expectStatus('paused');
  await expect(lab.primary).toHaveText('Continue');
  const paused = await lab.step();
  await page.waitForTimeout(600);
  expect(await lab.step()).toBe(paused);
  for (const more of [1, 2]) {
    await lab.button('Step once').click();
    await expect.poll(() => lab.step()).toBe(paused + more);
    await lab.expectStatus('paused');
  }
  await lab.primary.click();
  await lab.expectStatus('running');
  await expect.poll(() => lab.step()).toBeGreaterThan(paused + 2);
});

test('Step begins a run with its first step', async ({ lab }) => {
  await lab.open(LONG_EXPERIMENT);
  await lab.button('Step once').click();
  await lab.expectStatus('paused');
  expect(await lab.step()).toBe(1);
});

test('Reset brings back the recorded trace', async ({ page, lab }) => {
  await lab.open();
  await startRunning(lab);
  await expect(page.getByText('Recorded trace', { exact: true })).toHaveCount(0);
  await lab.button('Reset').click();
  await lab.expectStatus('recorded');
  await expect(page.getByText('Recorded trace', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Curves of Naive' })).toContainText('forgets');
});

for (const experiment of [LONG_EXPERIMENT, HEAVY_EXPERIMENT]) {
  test(`Stop answers within ${STOP_MS} ms: ${experiment.name}`, async ({ page, lab }) => {
    await lab.open(experiment);
    await lab.primary.click();
    await lab.expectStatus('running');
    // Into the training itself, past the evaluation of the base.
    await expect.poll(() => lab.step(), { timeout: 120_000 }).toBeGreaterThan(0);
    expect(await timeStop(page)).toBeLessThan(STOP_MS);
    await expect(lab.primary).toHaveText(/^Run/);
  });
}
