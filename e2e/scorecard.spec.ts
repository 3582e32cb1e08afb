// The definition, graded: what the sheet says of each learner, why, by keyboard too; and an experiment beside its twin. The
// traces are the recorded ones with grades made up here, so that every verdict is there.

import { type Locator, type Page, expect } from '@playwright/test';
import { gradeFor, GRADES, KEPT, serveTrace } from './support/grades.ts';
import { tabTo } from './support/keyboard.ts';
import { test } from './support/lab.ts';

const sheet = (page: Page): Locator => page.getByRole('complementary', { name: 'Scorecard' });

const phrase = (page: Page, words: string): Locator =>
  sheet(page).getByRole('button', { name: new RegExp(`^${words}`) });

test('says of each learner how it stands on every clause, and why', async ({ page, lab }) => {
  await serveTrace(page, 'default.json', (record) => ({ ...record, grades: GRADES }));
  await lab.open();
  const score = sheet(page);
  await expect(score.getByRole('heading')).toHaveText('Is Replay 50 % continual learning?');
  await expect(score.getByText('Not yet', { exact: true })).toBeVisible();
  await expect(score.locator('p').first()).toHaveText(
    /^We are interested in an LLM being able to efficiently.* and compositionally.* learn new capabilities.* during sequential exposure.* to new, differently-distributed data.*, while at least preserving general capabilities.*\. And it should do so in its weights.*\.$/,
  );
  await expect(phrase(page, 'efficiently')).toHaveAccessibleName('efficiently met .97');
  await expect(phrase(page, 'sequential')).toHaveAccessibleName('sequential exposure not met .71');
  await expect(score).toContainText('Not yet. It keeps .71 of what it learned.');
  const kept = score.getByRole('row', { name: /^kept through it/ });
  await expect(kept.getByRole('cell').nth(1)).toHaveText(/\.71.*not met/);
  await expect(kept.getByRole('cell').nth(1)).toHaveAttribute(
    'title',
    'Not met: kept of what was learned, ≥ .90. It keeps .71 of what it learned.',
  );

  await score.getByRole('button', { name: 'Naive' }).click();
  await expect(score.getByRole('heading')).toHaveText('Is Naive continual learning?');
  await expect(score.getByText('So far', { exact: true })).toBeVisible();
  const names = {
    compositionally: 'compositionally not assessable',
    sequential: 'sequential exposure not applicable',
    'in its': 'in its weights open',
  };
  for (const [words, name] of Object.entries(names)) {
    await expect(phrase(page, words)).toHaveAccessibleName(name);
  }
  await expect(score).toContainText('One clause is open. It is measured at the end.');
});

test('a phrase tells its clauses and conditions by keyboard', async ({ page, lab }) => {
  await serveTrace(page, 'default.json', (record) => ({ ...record, grades: GRADES }));
  await lab.open();
  await expect(phrase(page, 'sequential')).toHaveAccessibleName(/not met/);
  await phrase(page, 'efficiently').focus();
  await tabTo(phrase(page, 'sequential'));
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText(/sequential exposure met.*kept through it not met/);
  await expect(tip).toContainText('.71 · 95 % bound .64, over items · at least .90');
  await expect(phrase(page, 'sequential')).toHaveAccessibleDescription(/It keeps \.71/);
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
});

test('pointing at a phrase leaves what it is computed from and fades the rest of the charts', async ({
  page,
  lab,
}) => {
  await lab.open();
  const part = (name: string) => page.locator(`[data-part='${name}']`).first();
  await expect(part('general')).toHaveCSS('opacity', '1');
  await phrase(page, 'at least').hover();
  await expect(part('learning')).toHaveCSS('opacity', '0.3');
  await expect(part('general')).toHaveCSS('opacity', '1');
  await phrase(page, 'sequential').focus();
  await page.mouse.move(0, 0);
  await tabTo(phrase(page, 'new, differently'));
  await expect(part('general')).toHaveCSS('opacity', '1');
  await tabTo(phrase(page, 'sequential'), 'Shift+Tab');
  await expect(part('general')).toHaveCSS('opacity', '0.3');
  await expect(part('earlier')).toHaveCSS('opacity', '1');
});

test('a trace of before is not graded, and says how it would be', async ({ page, lab }) => {
  await serveTrace(page, 'default.json', (record) => ({ ...record, grades: undefined }));
  await lab.open();
  await expect(sheet(page).getByText('Not graded', { exact: true })).toBeVisible();
  await expect(sheet(page)).toContainText('Run the experiment');
  await expect(sheet(page).getByRole('table')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Metrics' }).click();
  const metrics = page.getByRole('tabpanel', { name: 'Metrics' });
  await expect(metrics.getByRole('row', { name: /^Forgetting [\d.]/ })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Twin' })).toHaveCount(0);
});

/** Has the worker's catalog say that the default experiment has a twin: the same with another seed. */
async function addTwin(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          if (data.kind !== 'catalog') return;
          const presets = data.catalog.experimentPresets;
          const experiment = { ...presets[0].experiment, seeds: { first: 2, count: 1 } };
          presets[0].twin = 'twin';
          presets.push({ ...presets[0], id: 'twin', label: 'The other', experiment });
          Object.assign(presets.at(-1), { trace: 'twin.json', twin: undefined });
        });
      }
    };
  });
}

test('an experiment stands beside its twin', async ({ page, lab }) => {
  await addTwin(page);
  await serveTrace(page, 'default.json', (record) => ({ ...record, grades: GRADES }));
  await serveTrace(page, 'twin.json', (record) => ({
    ...record,
    experiment: { ...record.experiment, seeds: { first: 2, count: 1 } },
    grades: [gradeFor('replay', { kept: KEPT, compositional: { verdict: 'not-met', figure: 0 } })],
  }));
  await lab.open();
  await page.getByRole('tab', { name: 'Twin' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Twin' });
  await expect(panel).toContainText(
    'Same stream, same learner, same retention; ‘compositionally’ differs.',
  );
  await expect(panel.getByRole('columnheader', { name: 'compositionally differs' })).toBeVisible();
  await expect(panel.getByRole('row', { name: /^The other/ })).toContainText('not met');
  await panel.getByRole('button', { name: 'Open ‘The other’' }).click();
  await expect(panel.getByRole('button', { name: 'Open ‘Three new functions’' })).toBeVisible();
});
