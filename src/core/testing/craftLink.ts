// Links that no version of the product writes: hand-made, damaged or hostile.

import { deflateSync } from 'fflate';

/** A fragment of format 1 around any text. */
export function craftLinkOfText(text: string): string {
  const deflated = deflateSync(new TextEncoder().encode(text), { level: 9 });
  const binary = Array.from(deflated, (byte) => String.fromCharCode(byte)).join('');
  return `1${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** A fragment of format 1 around any JSON value. */
export function craftLink(compact: unknown): string {
  return craftLinkOfText(JSON.stringify(compact));
}
