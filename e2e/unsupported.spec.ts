// Browsers without WebGPU: the exact reason, the recorded trace all the same, and a run on the CPU.

import { expect, test } from '@playwright/test';
import { RANDOM_EXPERIMENT } from './support/experiments.ts';
import { inBrowser } from './support/browsers.ts';
import { Lab, linkTo } from './support/lab.ts';
import { exportRecord } from './support/record.ts';

/** An address that is not this machine's to the browser, and therefore not secure without https. */
const FOREIGN = '192.0.2.1';

const NO_API = ['--disable-blink-features=WebGPU'];

test('a browser without the API: trace, reason, help, and a run on the CPU', async ({
  baseURL,
}) => {
  await inBrowser({ args: NO_API, baseURL: baseURL! }, async (page) => {
    const lab = new Lab(page);
    await lab.open();
    await expect(lab.notices).toContainText(
      'This browser has no WebGPU. You are looking at a recorded trace.',
    );
    await expect(page.getByText('Recorded trace', { exact: true }).first()).toBeVisible();
    await expect(lab.readout('adapter')).toHaveText('CPU');
    await lab.notices.getByRole('button', { name: 'What would help' }).click();
    await expect(page.getByRole('dialog', { name: 'What would help' })).toContainText('Chrome');

    await page.goto(linkTo(RANDOM_EXPERIMENT));
    await lab.expectBlocks([
      { name: 'Reverse', steps: 6 },
      { name: 'Next letter', steps: 6 },
    ]);
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
  const args = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=disabled'];
  await inBrowser({ args, baseURL: baseURL! }, async (page) => {
    const lab = new Lab(page);
    await lab.open();
    await expect(lab.notices).toContainText('found no graphics adapter');
    await expect(lab.primary).toHaveText('Run on the CPU');
  });
});
