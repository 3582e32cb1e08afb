// Writes a base checkpoint as an ONNX file, for any other runtime: `npm run export -- --base tiny --out tiny.onnx`.

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { saveOnnx } from '../src/engine/checkpoint/onnx.ts';
import { readBase } from './node/bases.ts';

export async function main(args: readonly string[]): Promise<void> {
  const { values: options } = parseArgs({
    args: [...args],
    options: { base: { type: 'string', default: 'tiny' }, out: { type: 'string' } },
  });
  const { card, values } = readBase(options.base);
  const out = options.out ?? `${card.id}.onnx`;
  const file = saveOnnx(values, card.shape, { base: card.id, data: card.data, date: card.date });
  writeFileSync(out, file);
  console.log(`Saved ${out}: tokens (int64, batch x time) -> logits, ${file.length} bytes.`);
}
