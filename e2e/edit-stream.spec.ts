// Editing the stream: add, move, resize, blur, mix, duplicate, delete, by mouse and by keyboard; the link carries the result.

import { type Locator, expect } from '@playwright/test';
import { DEFAULT_EXPERIMENT } from '../src/core/defaultExperiment.ts';
import { type Block, type Lab, test } from './support/lab.ts';

const LABELS: Readonly<Record<string, string>> = {
  reverse: 'Reverse',
  next: 'Next letter',
  'drop-first': 'Drop first',
  double: 'Double',
};

/** The blocks of the default experiment. */
const [FIRST, SECOND, THIRD] = DEFAULT_EXPERIMENT.phases.map(({ tasks, steps }) => ({
  name: LABELS[tasks[0]!.id]!,
  steps,
})) as [Block, Block, Block];

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = (await locator.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses the mouse on `from` and lets it go `by` pixels to the right, in small moves as a hand does. */
async function drag({ page }: Lab, from: Locator, by: number): Promise<void> {
  const { x, y } = await centre(from);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by / 2, y, { steps: 6 });
  await page.mouse.move(x + by, y, { steps: 6 });
  await page.mouse.up();
}

async function openEditor(lab: Lab, index: number): Promise<Locator> {
  await lab.blocks().nth(index).click();
  const editor = lab.page.getByRole('dialog', { name: `Phase ${index + 1}` });
  await expect(editor).toBeVisible();
  return editor;
}

test.beforeEach(async ({ lab }) => {
  await lab.open();
  await lab.expectBlocks([FIRST, SECOND, THIRD]);
});

test('a task from the palette comes last, and the run becomes a change to run', async ({
  page,
  lab,
}) => {
  await lab.stream.getByRole('button', { name: 'Add task' }).click();
  const palette = page.getByRole('dialog', { name: 'Add task' });
  await palette.getByRole('button', { name: 'Next letter' }).click();
  await expect(lab.blocks()).toHaveCount(4);
  await expect(lab.blocks().last()).toContainText('Next letter');
  await expect(lab.primary).toHaveText('Run the change');
  await expect(page.getByText('Edited', { exact: true }).first()).toBeVisible();
  const { experiment } = await lab.shared();
  expect(experiment.phases.at(-1)!.tasks).toEqual([{ id: 'next', weight: 1 }]);
});

test('keys move, resize and delete a block', async ({ page, lab }) => {
  await lab.blocks().first().focus();
  await page.keyboard.press('Alt+ArrowRight');
  await lab.expectBlocks([SECOND, FIRST, THIRD]);
  await expect(lab.blocks().nth(1)).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await lab.expectBlocks([SECOND, { ...FIRST, steps: FIRST.steps + 10 }, THIRD]);
  await expect(lab.primary).toHaveText('Run the change');
  await page.keyboard.press('Delete');
  await lab.expectBlocks([SECOND, THIRD]);
  await expect(lab.blocks().first()).toBeFocused();
});

test('the mouse moves a block and drags its edge', async ({ lab }) => {
  const width = (await lab.blocks().first().boundingBox())!.width;
  await drag(lab, lab.blocks().first(), width * 1.1);
  await lab.expectBlocks([SECOND, FIRST, THIRD]);
  await drag(lab, lab.blocks().nth(1).locator('> :last-child'), width / 2);
  await lab.expectBlocks([SECOND, { ...FIRST, steps: FIRST.steps * 1.5 }, THIRD]);
});

test('the editor blurs, mixes, duplicates and deletes, and a link reopens the stream', async ({
  page,
  lab,
}) => {
  let editor = await openEditor(lab, 1);
  await editor.getByRole('textbox', { name: 'Blur' }).fill('20');
  await editor.getByRole('textbox', { name: 'Blur' }).press('Enter');
  await editor.getByRole('combobox', { name: 'Mix in another task' }).selectOption('reverse');
  await editor.getByRole('button', { name: 'Duplicate' }).click();
  await expect(lab.blocks()).toHaveCount(4);
  editor = await openEditor(lab, 3);
  await editor.getByRole('button', { name: 'Delete' }).click();
  await expect(lab.blocks()).toHaveCount(3);
  const { experiment } = await lab.shared();
  const mixture = [...DEFAULT_EXPERIMENT.phases[1]!.tasks, { id: 'reverse', weight: 1 }];
  const [first, second] = DEFAULT_EXPERIMENT.phases;
  expect(experiment.phases[0]).toEqual(first);
  expect(experiment.phases[1]).toEqual({ ...second, tasks: mixture, blur: 20 });
  expect(experiment.phases[2]!.tasks).toEqual(mixture);
  const before = await lab.blocks().allTextContents();
  await page.reload();
  await lab.ready();
  expect(await lab.blocks().allTextContents()).toEqual(before);
});
