// The gallery of findings: from the bar or by its address, with the verdicts of public/findings.json, and one click from an
// experiment that can be run.

import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect } from '@playwright/test';
import type { GalleryFinding } from '../src/core/gallery.ts';
import { FINDING_PRESETS } from '../src/learning/presets/findings.ts';
import { tabTo } from './support/keyboard.ts';
import { test } from './support/lab.ts';

const FILE = new URL('../public/findings.json', import.meta.url);
const FINDINGS = JSON.parse(await readFile(FILE, 'utf8')) as GalleryFinding[];

const gallery = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'Findings of the literature' });

const card = (page: Page, id: string): Locator => {
  const { title } = FINDINGS.find((finding) => finding.id === id)!;
  return gallery(page).getByRole('article', { name: title });
};

test('every finding is there with its verdict, and opens with its experiment', async ({
  page,
  lab,
}) => {
  await lab.open();
  await page.getByRole('button', { name: 'Findings', exact: true }).click();
  for (const { id, verdict } of FINDINGS) {
    await expect(card(page, id)).toContainText(verdict ?? 'not run yet');
  }
  const { label, experiment } = FINDING_PRESETS.find(({ id }) => id === 'e6')!;
  await card(page, 'e6').getByRole('button', { name: 'Open the experiment' }).click();
  await expect(gallery(page)).toBeHidden();
  await expect(page.getByRole('button', { name: label }).first()).toBeVisible();
  await lab.expectStatus('recorded');
  for (const { name } of experiment.learners) {
    await expect(page.getByRole('article', { name, exact: true })).toBeVisible();
  }
});

test('a verdict can be doubted: the paper, each claim with its figures, and the command', async ({
  page,
}) => {
  await page.goto('./#findings');
  const own = card(page, 'e1');
  await own.getByRole('button', { name: 'Paper, claims, figures' }).click();
  const { says, sources, claims, command, arms } = FINDINGS.find(({ id }) => id === 'e1')!;
  await expect(own).toContainText(says);
  await expect(own.getByRole('link', { name: sources[0]!.text })).toHaveAttribute(
    'href',
    sources[0]!.url,
  );
  expect(claims.length).toBeGreaterThan(1);
  for (const claim of claims) await expect(own).toContainText(claim.because);
  for (const { name } of arms) {
    await expect(own.getByRole('rowheader', { name }).last()).toBeVisible();
  }
  await expect(own).toContainText(command);
  await own.getByRole('button', { name: 'Less' }).click();
  await expect(own).not.toContainText(command);
});

test('by keyboard: into the gallery, to an experiment, and back with Escape', async ({
  page,
  lab,
}) => {
  await lab.open();
  const button = page.getByRole('button', { name: 'Findings', exact: true });
  await tabTo(button);
  await page.keyboard.press('Enter');
  await expect(gallery(page)).toBeVisible();
  await tabTo(card(page, 'e2').getByRole('button', { name: 'Open the experiment' }));
  await page.keyboard.press('Escape');
  await expect(gallery(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test('the address #findings opens it over the default experiment, once', async ({ page, lab }) => {
  await page.goto('./#findings');
  await expect(gallery(page)).toBeVisible();
  await page.keyboard.press('Escape');
  expect(new URL(page.url()).hash).toBe('');
  await lab.expectStatus('recorded');
  await expect(lab.notices).not.toContainText('link');
});

test('findings that cannot be loaded are said to be', async ({ page, lab }) => {
  await page.route('**/findings.json', (route) => route.fulfill({ body: 'gone' }));
  await lab.open();
  await page.getByRole('button', { name: 'Findings', exact: true }).click();
  await expect(gallery(page)).toContainText('could not be loaded');
});
