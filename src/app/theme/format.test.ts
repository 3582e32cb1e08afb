// Every figure on the page goes through these: the notation of the look, to the character.

import { describe, expect, test } from 'vitest';
import type { NumberParam } from '../../core/params.ts';
import {
  formatAccuracy,
  formatBytes,
  formatChange,
  formatCompact,
  formatCount,
  formatDuration,
  formatNumber,
  formatParam,
  formatRate,
  formatScientific,
  formatMetric,
  formatSigned,
} from './format.ts';

describe('accuracy', () => {
  test.each([
    [0, '0'],
    [0.0049, '0'],
    [0.005, '.01'],
    [0.05, '.05'],
    [0.889, '.89'],
    [0.9949, '.99'],
    [0.995, '1.0'],
    [1, '1.0'],
  ])('%d is %s', (value, text) => expect(formatAccuracy(value)).toBe(text));

  test('a change has a sign, and a true minus', () => {
    expect(formatChange(-0.11)).toBe('−.11');
    expect(formatChange(0.03)).toBe('+.03');
    expect(formatChange(-0.004)).toBe('0');
    expect(formatChange(-1)).toBe('−1.0');
    expect(formatSigned(0.9)).toBe('.90');
    expect(formatSigned(-0.9)).toBe('−.90');
    expect(formatMetric(-0.9)).toBe('−.90');
    expect(formatMetric(12.34, 'number')).toBe('12.3');
    expect(formatMetric(1.044, 'decimal')).toBe('1.04');
    expect(formatMetric(-2.5, 'decimal')).toBe('−2.50');
    expect(formatMetric(-0.001, 'decimal')).toBe('0.00');
  });
});

describe('sizes, rates and times', () => {
  test('counts', () => {
    expect(formatCount(1400)).toBe('1,400');
    expect(formatCompact(640)).toBe('640');
    expect(formatCompact(92_160)).toBe('92 k');
    expect(formatCompact(1_000)).toBe('1 k');
    expect(formatCompact(999_600)).toBe('1 M');
    expect(formatCompact(2_840_000)).toBe('2.8 M');
    expect(formatCompact(9_960)).toBe('10 k');
  });

  test('bytes', () => {
    expect(formatBytes(34_000)).toBe('34 kB');
    expect(formatBytes(1_200_000)).toBe('1.2 MB');
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(999_600)).toBe('1 MB');
  });

  test('durations never read zero', () => {
    expect(formatDuration(0.2)).toBe('1 s');
    expect(formatDuration(26.4)).toBe('26 s');
    expect(formatDuration(360)).toBe('6 min');
    expect(formatDuration(7200)).toBe('2 h');
  });

  test('rates', () => {
    expect(formatRate(3.25)).toBe('3.3');
    expect(formatRate(9.97)).toBe('10');
    expect(formatRate(214.4)).toBe('214');
  });
});

describe('parameters', () => {
  const spec = { kind: 'number', label: '', help: '', default: 0, min: 0, max: 1, scale: 'linear' };
  const print = (format: NumberParam['format'], value: number) =>
    formatParam({ ...spec, format } as NumberParam, value);

  test('each in its notation', () => {
    expect(print('percent', 0.5)).toBe('50 %');
    expect(print('percent', 0.07)).toBe('7 %');
    expect(print('scientific', 0.001)).toBe('1e-3');
    expect(print('scientific', 0.00032)).toBe('3.2e-4');
    expect(print('plain', 50)).toBe('50');
    expect(print('plain', 0.30000000000000004)).toBe('0.3');
  });

  test('zero and negative numbers', () => {
    expect(formatScientific(0)).toBe('0');
    expect(formatNumber(-2)).toBe('−2');
  });
});
