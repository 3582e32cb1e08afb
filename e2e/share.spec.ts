// The link: copied by Share, it opens the same experiment; what is wrong in one is said in a notice.

import { expect } from '@playwright/test';
import { DEFAULT_EXPERIMENT } from '../src/core/defaultExperiment.ts';
import type { Experiment } from '../src/core/experiment.ts';
import { decodeLink } from '../src/core/link.ts';
import { craftLink } from '../src/core/testing/craftLink.ts';
import { phaseOf } from './support/experiments.ts';
import { Lab, test } from './support/lab.ts';

const [NAIVE, REPLAY] = DEFAULT_EXPERIMENT.learners;

const MINE: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'A link to my lab',
  phases: [phaseOf('double', 30), { ...phaseOf('reverse', 50), blur: 10 }],
  learners: [
    { ...NAIVE!, name: 'Plain', optimizer: { id: 'adamw', params: { learningRate: 0.002 } } },
    { ...REPLAY!, methods: [{ id: 'replay', params: { share: 0.25 } }] },
  ],
  seeds: { first: 7, count: 3 },
};

test('Share copies a link that opens the same experiment', async ({ page, lab, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open(MINE);
  await page.getByRole('slider', { name: /Replayed share|share/i }).press('ArrowRight');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(page.url());
  const { experiment, corrections } = decodeLink(new URL(copied).hash);
  const share = experiment.learners[1]!.methods[0]!.params['share'];
  expect(share).toBeGreaterThan(0.25);
  expect(corrections).toEqual([]);

  const other = new Lab(await context.newPage());
  await other.page.goto(copied);
  await other.ready();
  await expect(other.page.getByRole('button', { name: /A link to my lab.*3 seeds/ })).toBeVisible();
  await expect(other.page.getByRole('article', { name: 'Plain' })).toContainText('2e-3');
  await other.expectBlocks([
    { name: 'Double', steps: 30 },
    { name: 'Reverse', steps: 50 },
  ]);
  const reopened = await other.shared();
  expect(reopened.experiment).toEqual(experiment);
  expect({ ...experiment, learners: [] }).toEqual({ ...MINE, learners: [] });
});

test('what a link has out of range is clamped, and each change is named', async ({ page, lab }) => {
  const compact = {
    batchSize: 5000,
    learners: [['adamw', { learningRate: 5 }], 'adamw'].map((optimizer, i) => ({
      ...(i === 1 ? { id: 'replay' } : {}),
      optimizer,
    })),
  };
  await page.goto(`./#${craftLink(compact)}`);
  await lab.ready();
  await expect(lab.notices).toContainText('The link was corrected in 2 places.');
  await expect(lab.notices).toContainText('Batch size 5,000 was out of range; using 128.');
  await expect(lab.notices).toContainText('learning rate 5 was out of range; using 1.');
  const { experiment } = await lab.shared();
  expect(experiment.batchSize).toBe(128);
  expect(experiment.learners[0]!.optimizer.params).toEqual({ learningRate: 1 });
});

for (const [kind, hash] of [
  ['is cut short', '1abc'],
  ['comes from a newer version', '7abcdefgh'],
] as const) {
  test(`a link that ${kind} opens the default experiment and says why`, async ({ page, lab }) => {
    await page.goto(`./#${hash}`);
    await lab.ready();
    await expect(lab.notices).toContainText('This link could not be read.');
    await expect(lab.notices).toContainText('Opening the default experiment.');
    await expect(page.getByText('Recorded trace', { exact: true }).first()).toBeVisible();
    const { experiment } = await lab.shared();
    expect(experiment).toEqual(DEFAULT_EXPERIMENT);
  });
}
