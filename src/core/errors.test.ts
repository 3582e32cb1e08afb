// AppError and its form as plain data.

import { describe, expect, it } from 'vitest';

import { AppError, reportError } from './errors.ts';

describe('reportError', () => {
  it('keeps the code, message and hint of an AppError', () => {
    const error = new AppError('diverged', 'loss: expected a number, got NaN.', 'Lower the rate.');
    const expected = {
      code: 'diverged',
      message: 'loss: expected a number, got NaN.',
      hint: 'Lower the rate.',
    };
    expect(reportError(error)).toEqual(expected);
    expect(structuredClone(reportError(error))).toEqual(expected);
  });

  it('reports anything else as a bug of ours', () => {
    expect(reportError(new TypeError('x is undefined'))).toMatchObject({
      code: 'internal',
      message: 'internal: x is undefined',
    });
    expect(reportError('text')).toMatchObject({ code: 'internal', message: 'internal: text' });
  });
});

describe('AppError', () => {
  it('is an Error with a stack and without a hint unless one is given', () => {
    const error = new AppError('bad-file', 'file: expected JSON, got text.');
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('AppError');
    expect(error.hint).toBe('');
    expect(error.stack).toContain('errors.test');
  });
});
