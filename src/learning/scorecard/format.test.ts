import { describe, expect, test } from 'vitest';
import { formatBeside, formatFigure, formatPercent, formatThreshold } from './format.ts';
import { ASKED } from './thresholds.ts';

describe('figures', () => {
  test.each([
    [0.894, '.89'],
    [0.9, '.90'],
    [1, '1.0'],
    [0.996, '1.0'],
    [0.004, '0'],
    [-0.114, '−.11'],
    [1.5, '1.5'],
    [12.34, '12.3'],
    [1400, '1,400'],
  ])('%d is printed as %s', (value, printed) => {
    expect(formatFigure(value)).toBe(printed);
  });

  test('percents have up to three significant figures', () => {
    expect([0.45, 0.004, 2 / 3, 1].map(formatPercent)).toEqual([
      '45 %',
      '0.4 %',
      '66.7 %',
      '100 %',
    ]);
  });

  test('a figure just beside its threshold has a digit more, so that it does not look like it', () => {
    expect(formatBeside(0.8962, ASKED.kept)).toBe('.896');
    expect(formatBeside(0.9, ASKED.kept)).toBe('.90');
    expect(formatBeside(1.53, ASKED.examples)).toBe('1.53');
    expect(formatBeside(0.93, ASKED.kept)).toBe('.93');
  });

  test('changes have their sign', () => {
    expect(formatThreshold(ASKED.change)).toBe('−.03');
    expect(formatBeside(0.12, ASKED.change)).toBe('+.12');
    expect(formatBeside(0, ASKED.change)).toBe('0');
  });
});
