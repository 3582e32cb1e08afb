// Links that no version of the product writes: hand-made or hostile, but with the checksum of a link that arrived whole.

import { packText } from '../link.ts';

/** A fragment of format 1 around any JSON value. */
export function craftLink(compact: unknown): string {
  return packText(JSON.stringify(compact));
}
