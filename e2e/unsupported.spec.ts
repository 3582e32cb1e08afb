// Browsers without WebGPU: the exact reason, the recorded trace all the same, and a run on the CPU.

import { expect, type Page } from '@playwright/test';
import { inBrowser } from './support/browsers.ts';
import { RANDOM_EXPERIMENT } from './support/experiments.ts';
import { Lab, test } from './support/lab.ts';
import { exportRecord } from './support/record.ts';

/** An address that is not this machine's to the browser, and therefore not secure without https. */
const FOREIGN = '192.0.2.1';

/** No switch of Chromium takes WebGPU or a part of it away, so the worker loses it before its first line. */
async function startWorkerWith(page: Page, firstLine: string): Promise<void> {
  await page.route(/run\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${firstLine}\n${await response.text()}` });
  });
}

test.describe('a browser without the API', () => {
  test.beforeEach(({ page }) => startWorkerWith(page, 'delete WorkerNavigator.prototype.gpu;'));

  test('shows the recorded trace, says why and what would help', async ({ page, lab }) => {
    await lab.open();
    await expect(lab.notices).toContainText(
      'This browser has no WebGPU. You are looking at a recorded trace.',
    );
    await expect(page.getByText('Recorded trace', { exact: true }).first()).toBeVisible();
    await expect(lab.readout('adapter')).toHaveText('CPU');
    await lab.notices.getByRole('button', { name: 'What would help' }).click();
    await expect(page.getByRole('dialog', { name: 'What would help' })).toContainText('Chrome');
  });

  test('runs on the CPU', async ({ lab }) => {
    await lab.open(RANDOM_EXPERIMENT);
    await expect(lab.primary).toHaveText('Run on the CPU');
    await lab.primary.click();
    await lab.expectStatus('finished', 60_000);
    const record = await exportRecord(lab);
    expect(record.adapter).toMatchObject({ kind: 'cpu', reason: { code: 'no-webgpu' } });
    expect(record.evaluations.map((e) => e.step)).toEqual([0, 6, 12]);
    expect(record.losses).not.toHaveLength(0);
  });
});

test('an insecure address', async ({ baseURL }) => {
  const { port } = new URL(baseURL!);
  const args = ['--enable-unsafe-webgpu', `--host-resolver-rules=MAP ${FOREIGN} localhost`];
  await inBrowser({ args, baseURL: `http://${FOREIGN}:${port}/` }, async (page) => {
    const lab = new Lab(page);
    await lab.open();
    await expect(lab.notices).toContainText('This address is not secure');
    await expect(lab.primary).toHaveText('Run on the CPU');
  });
});

test('the API without an adapter', async ({ baseURL }) => {
  await inBrowser({ args: ['--disable-gpu'], baseURL: baseURL! }, async (page) => {
    const lab = new Lab(page);
    await lab.open();
    await expect(lab.notices).toContainText('found no graphics adapter');
    await expect(lab.primary).toHaveText('Run on the CPU');
  });
});

test('an adapter whose limits are too small', async ({ page, lab }) => {
  const limit = 'maxStorageBuffersPerShaderStage';
  const property = `{ get: () => 4 }`;
  await startWorkerWith(
    page,
    `Object.defineProperty(GPUSupportedLimits.prototype, '${limit}', ${property});`,
  );
  await lab.open();
  await expect(lab.notices).toContainText('limits are too small');
  await expect(lab.notices).toContainText(`expected ${limit} of at least 8, got 4`);
  await expect(lab.primary).toHaveText('Run on the CPU');
});
