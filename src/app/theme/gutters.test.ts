// A window gets the gutters of the widest class that it reaches.

import { expect, test } from 'vitest';
import { widthInfo } from './gutters.ts';

test.each([
  [320, 'phone', 24, 104],
  [767, 'phone', 24, 104],
  [768, 'narrow', 30, 108],
  [1024, 'tablet', 36, 116],
  [1440, 'desk', 36, 116],
  [2560, 'wide', 36, 140],
])('%d px: %s', (width, id, left, right) => {
  expect(widthInfo(width)).toMatchObject({ id, left, right });
});
