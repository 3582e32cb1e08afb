// Going through the page with Tab, and seeing at every stop where the focus is.

import { type Locator, type Page, expect } from '@playwright/test';

const MOST_STOPS = 80;

/** The focused element, and a ring around it or around the control that draws it. */
function focusNow() {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: 'nothing', ring: false };
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const onScreen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  const ring = onScreen && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  return { name: element.getAttribute('aria-label') ?? element.textContent ?? '', ring };
}

/** Asserts that a visitor sees where the focus is. */
export async function expectFocusVisible(page: Page): Promise<void> {
  const { name, ring } = await page.evaluate(focusNow);
  expect(ring, `a focus ring on '${name.slice(0, 40)}'`).toBe(true);
}

/** Presses Tab (or Shift+Tab) until `target` has the focus; the focus is visible at every stop. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = target.page();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press(key);
    // Leaving the page for the browser's own controls is no stop of ours.
    if (!(await page.evaluate(() => document.activeElement === document.body))) {
      await expectFocusVisible(page);
    }
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab: expected to reach ${String(target)} within ${MOST_STOPS} stops.`);
}
