// Accessibility by axe, on the page as it stands.

import { type Page, expect } from '@playwright/test';
import axe from 'axe-core';

/** Asserts that axe finds nothing serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
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
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
