// Figures in the sentences of a grade, printed as everywhere in the product: shares without their leading zero.

import type { Asked } from './thresholds.ts';

const MINUS = '−';

/** `.89`, `1.0`, `0`, `−.11`; from 1 on one decimal, `1.5`, and from 100 on whole, `1,400`. */
export function formatFigure(value: number, digits = 2): string {
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  const smallest = 0.5 * 10 ** -digits;
  if (size < smallest) return '0';
  if (size < 1 - smallest) return sign + size.toFixed(digits).slice(1);
  if (size < 99.95) return sign + size.toFixed(Math.max(1, digits - 1));
  return sign + Math.round(size).toLocaleString('en-US');
}

/** `45 %`, `0.4 %`: up to three significant figures. */
export function formatPercent(value: number): string {
  return `${Number((value * 100).toPrecision(3)).toLocaleString('en-US')} %`;
}

function formatAs(value: number, format: Asked['format'], digits = 2): string {
  if (format === 'percent') return formatPercent(value);
  const figure = formatFigure(value, digits);
  return format === 'change' && value > 0 && figure !== '0' ? `+${figure}` : figure;
}

/** The figure that a threshold of this kind asks for. */
export const formatThreshold = ({ threshold, format }: Asked): string =>
  formatAs(threshold, format);

/** A figure to be read beside a threshold: with a digit more where it would look the same and is not. */
export function formatBeside(value: number, { threshold, format }: Asked): string {
  const short = formatAs(value, format);
  const differs = Math.abs(value - threshold) > 1e-9;
  return differs && short === formatAs(threshold, format) ? formatAs(value, format, 3) : short;
}
