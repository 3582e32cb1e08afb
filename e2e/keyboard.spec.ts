// The whole journey without a mouse: edit the stream, turn a knob, run, pause, share; the focus can always be seen.

import { expect } from '@playwright/test';
import { LONG_EXPERIMENT } from './support/experiments.ts';
import { test } from './support/lab.ts';
import { expectFocusVisible, tabTo } from './support/keyboard.ts';

test('edit, run, pause and share by keyboard alone', async ({ page, lab, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open(LONG_EXPERIMENT);
  const { keyboard } = page;

  await tabTo(lab.blocks().first());
  await keyboard.press('ArrowRight');
  await expect(lab.blocks().nth(1)).toBeFocused();
  await expectFocusVisible(page);
  await keyboard.press('Alt+ArrowLeft');
  await expect(lab.blocks().first()).toBeFocused();
  await expectFocusVisible(page);
  await lab.expectBlocks([
    { name: 'Next letter', steps: 2000 },
    { name: 'Reverse', steps: 2000 },
  ]);
  await keyboard.press('Shift+ArrowLeft');
  await expect(lab.blocks().first()).toContainText('1990 steps');

  await tabTo(lab.stream.getByRole('button', { name: 'Add task' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Add task' })).toBeVisible();
  await keyboard.press('ArrowDown');
  await expectFocusVisible(page);
  await keyboard.press('Enter');
  await expect(lab.blocks()).toHaveCount(3);

  const knob = page.getByRole('article', { name: 'Naive' }).getByRole('slider');
  await tabTo(knob);
  const before = await knob.getAttribute('aria-valuetext');
  await keyboard.press('ArrowRight');
  await expect(knob).not.toHaveAttribute('aria-valuetext', before!);

  await tabTo(lab.primary, 'Shift+Tab');
  await keyboard.press('Enter');
  await lab.expectStatus('running');
  await expect(lab.primary).toBeFocused();
  await expect.poll(() => lab.step(), { timeout: 60_000 }).toBeGreaterThan(0);
  await keyboard.press('Enter');
  await lab.expectStatus('paused');
  await expectFocusVisible(page);

  await tabTo(page.getByRole('button', { name: 'Share' }));
  await keyboard.press('Enter');
  await expect(page.getByText('Link copied.')).toBeVisible();
});
