// Looking up a plug-in by id.

import { describe, expect, it } from 'vitest';

import { AppError } from './errors.ts';
import { find } from './plugin.ts';

const registry = [{ info: { id: 'adamw' } }, { info: { id: 'sgd' } }];

describe('find', () => {
  it('returns the entry with the id', () => {
    expect(find(registry, 'optimizer', 'sgd')).toBe(registry[1]);
  });

  it('lists what there is when the id is unknown', () => {
    const message = "optimizer: expected one of adamw, sgd, got 'lion'.";
    const expected = new AppError('bad-config', message, 'Choose another optimizer.');
    expect(() => find(registry, 'optimizer', 'lion')).toThrow(expected);
  });
});
