// How figures are printed on this page. One place, so that the same value reads the same in a card, a chart and a table.

import type { MetricInfo } from '../../core/catalog.ts';
import type { NumberParam } from '../../core/params.ts';

const MINUS = '−';
const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Two decimals without the leading zero: `.89`, `1.0`, `0`. Below .005 is printed as `0`, from .995 as `1.0`. */
export function formatAccuracy(value: number): string {
  if (value < 0.005) return '0';
  if (value >= 0.995) return '1.0';
  return value.toFixed(2).slice(1);
}

/** A change of accuracy with its sign, a true minus: `−.11`, `+.03`, `0`. */
export function formatChange(value: number): string {
  const size = formatAccuracy(Math.abs(value));
  if (size === '0') return '0';
  return (value < 0 ? MINUS : '+') + size;
}

/** With so many decimals and a true minus; a zero has no sign. */
function formatFixed(value: number, decimals: number): string {
  const size = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(size) !== 0 ? MINUS + size : size;
}

/**
 * A figure of a metric that is a number of something: one decimal, `12.3`; one that needs two whatever its size: `1.04`,
 * `−2.50`. Any other: like an accuracy or its change.
 */
export function formatMetric(value: number, format?: MetricInfo['format']): string {
  if (format === undefined) return formatSigned(value);
  return formatFixed(value, format === 'number' ? 1 : 2);
}

/** Like an accuracy where it lies in 0..1, signed where it is negative. */
export function formatSigned(value: number): string {
  return value < 0 ? formatChange(value) : formatAccuracy(value);
}

/** A whole number with thousands separated by commas: `1,400`. */
export function formatCount(value: number): string {
  return GROUPED.format(value);
}

/** A number in thousands or millions: `92 k`, `1.2 M`, `640`. */
export function formatCompact(value: number): string {
  const scaled = (n: number, unit: string) =>
    `${n < 10 ? trimZero(n.toFixed(1)) : Math.round(n)} ${unit}`;
  if (value >= 999_500_000) return scaled(value / 1e9, 'G');
  if (value >= 999_500) return scaled(value / 1e6, 'M');
  if (value >= 1000) return scaled(value / 1000, 'k');
  return String(Math.round(value));
}

function trimZero(text: string): string {
  return text.replace(/\.0$/, '');
}

/** Bytes in decimal units: `34 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  const [value, unit] = bytes < 999_500_000 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value < 10 ? trimZero(value.toFixed(1)) : Math.round(value)} ${unit}`;
}

/** A time span in seconds as people say it: `8 s`, `26 s`, `6 min`, `2 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 99.5) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5970) return `${Math.round(seconds / 60)} min`;
  return `${trimZero((seconds / 3600).toFixed(1))} h`;
}

/** A rate: whole from 10 on, one decimal below. */
export function formatRate(perSecond: number): string {
  return perSecond < 10 ? trimZero(perSecond.toFixed(1)) : formatCompact(perSecond);
}

/** Scientific notation without padding: `1e-3`, `3.2e-4`. */
export function formatScientific(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  return `${trimZero(mantissa)}e${exponent.replace('+', '')}`;
}

/** A plain number with at most three significant figures below 1000. */
export function formatNumber(value: number): string {
  if (Math.abs(value) >= 1000) return formatCount(value);
  return String(Number(value.toPrecision(3))).replace('-', MINUS);
}

/** A parameter's value in the notation that its spec asks for. */
export function formatParam(spec: NumberParam, value: number): string {
  switch (spec.format) {
    case 'percent':
      return `${formatNumber(value * 100)} %`;
    case 'scientific':
      return formatScientific(value);
    case 'plain':
      return formatNumber(value);
  }
}

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A small number as a word: `three`; from ten on in figures. */
export function numberWord(value: number): string {
  return NUMBER_WORDS[value] ?? String(value);
}
