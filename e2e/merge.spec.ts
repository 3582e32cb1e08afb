// The slider after the fact: between the base and what training made of it, measured without training.

import { type Page, expect } from '@playwright/test';
import type { CapabilityGroup, RunRecord } from '../src/core/runRecord.ts';
import { REPEATED_EXPERIMENT } from './support/experiments.ts';
import { test } from './support/lab.ts';
import { exportRecord } from './support/record.ts';

/** Mean accuracy of a group at the first or the last evaluation of a learner, as the page writes it. */
function shown(record: RunRecord, learnerId: string, at: 0 | -1, group: CapabilityGroup): string {
  const { accuracy } = record.evaluations.filter((e) => e.learnerId === learnerId).at(at)!;
  const own = accuracy.filter((_, i) => record.capabilities[i]!.group === group);
  const mean = own.reduce((sum, a) => sum + a, 0) / own.length;
  return mean >= 0.995
    ? '1.0'
    : mean
        .toFixed(2)
        .replace(/^0/, '')
        .replace(/^\.00$/, '0');
}

const figure = (page: Page, name: string) =>
  page
    .getByLabel('Accuracy at the coefficient')
    .locator('div')
    .filter({ hasText: name })
    .getByRole('definition');

test('the ends of the slider are the base and the trained weights; between them it measures anew', async ({
  page,
  lab,
}) => {
  await lab.open(REPEATED_EXPERIMENT);
  await page.getByRole('tab', { name: 'Merged weights' }).click();
  await expect(page.getByText('Press Run: when your own run ends, a slider')).toBeVisible();
  await lab.primary.click();
  await lab.expectStatus('finished', 60_000);
  const slider = page.getByRole('slider', { name: 'coefficient' });
  const chart = page.getByRole('img', { name: 'Accuracy by coefficient' });
  await expect(chart).toHaveAccessibleName(/general 0: .*, 0\.5: .*, 1: /);
  const record = await exportRecord(lab);
  await page.getByRole('tab', { name: 'Merged weights' }).click();
  const learner = record.experiment.learners[0]!.id;
  await expect(figure(page, 'general')).toHaveText(shown(record, learner, -1, 'general'));
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(figure(page, 'general')).toHaveText(shown(record, learner, 0, 'general'));
  await expect(figure(page, 'new')).toHaveText(shown(record, learner, 0, 'new'));
  await page.keyboard.press('ArrowRight');
  await expect(figure(page, 'general')).not.toHaveText('…');
  await expect(chart).toHaveAccessibleName(/general 0: .*, 0\.0\d: /);
});
