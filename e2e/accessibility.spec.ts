// No serious or critical finding of axe on the main view, in both themes, on a phone and on a desk.

import { expect } from '@playwright/test';
import axe from 'axe-core';
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
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const results = await window.axe.run();
        return results.violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join(' | ')}`,
          );
      });
      expect(violations).toEqual([]);
    });
  }
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
