// No serious or critical finding of axe on the main view and the gallery, in both themes, on a phone and on a desk.

import { expect } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { test } from './support/lab.ts';

const VIEWPORTS = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of VIEWPORTS) {
    test(`${colorScheme}, ${viewport.width} px`, async ({ page, lab }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await lab.open();
      await expect(page.getByRole('group', { name: 'Accuracy matrices' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Findings', exact: true }).click();
      const gallery = page.getByRole('dialog', { name: 'Findings of the literature' });
      await gallery.getByRole('button', { name: 'Paper, claims, figures' }).first().click();
      await expect(gallery.getByRole('group', { name: 'All figures' })).toBeVisible();
      await expectAccessible(page);
    });
  }
}
