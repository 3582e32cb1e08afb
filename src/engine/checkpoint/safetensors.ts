// Checkpoints in the safetensors format (huggingface/safetensors): 8 bytes of header length, a JSON header with the name,
// type, shape and byte range of each tensor, then the raw little-endian data.

import { AppError } from '../../core/errors.ts';
import type { ParameterLayout } from '../flatVector.ts';

interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const LARGEST_HEADER = 1e6;

function reject(message: string): never {
  throw new AppError(
    'bad-file',
    `checkpoint: ${message}`,
    'Choose a safetensors file that Palimpsest saved.',
  );
}

/** Serialises a flat vector: one F32 tensor per range; `metadata` values are strings, as the format asks. */
export function saveSafetensors(
  values: Float32Array,
  layout: ParameterLayout,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const range of layout.ranges) {
    const end = offset + 4 * range.size;
    header[range.name] = { dtype: 'F32', shape: range.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = JSON.stringify(header);
  // The header is padded with spaces so that the data begins at a multiple of 8 bytes.
  const encoded = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + encoded.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(encoded.length), true);
  file.set(encoded, 8);
  const data = new Float32Array(file.buffer, 8 + encoded.length);
  let element = 0;
  for (const range of layout.ranges) {
    data.set(values.subarray(range.offset, range.offset + range.size), element);
    element += range.size;
  }
  return file;
}

function parseHeader(file: Uint8Array): {
  header: Record<string, TensorEntry>;
  metadata: Record<string, string>;
  dataStart: number;
} {
  if (file.length < 8) reject(`expected at least 8 bytes, got ${file.length}.`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > LARGEST_HEADER || 8 + length > file.length)
    reject(`expected a header that fits, got ${length} bytes.`);
  try {
    const text = new TextDecoder().decode(file.subarray(8, 8 + length));
    const { __metadata__: metadata, ...header } = JSON.parse(text);
    return { header, metadata: metadata ?? {}, dataStart: 8 + length };
  } catch {
    return reject('expected a JSON header, got something else.');
  }
}

/**
 * Reads a file into a flat vector of this layout; every tensor must be there with its shape.
 *
 * @throws AppError `bad-file` naming the first tensor that does not fit
 */
export function loadSafetensors(
  file: Uint8Array,
  layout: ParameterLayout,
): { values: Float32Array; metadata: Readonly<Record<string, string>> } {
  const { header, metadata, dataStart } = parseHeader(file);
  const values = new Float32Array(layout.length);
  for (const range of layout.ranges) {
    const entry = header[range.name];
    if (!entry) reject(`expected a tensor '${range.name}', got none.`);
    if (entry.dtype !== 'F32') reject(`tensor '${range.name}': expected F32, got ${entry.dtype}.`);
    if (entry.shape.join() !== range.shape.join()) {
      reject(
        `tensor '${range.name}': expected shape ${range.shape.join(' x ')}, got ${entry.shape.join(' x ')}.`,
      );
    }
    const [begin, end] = entry.data_offsets;
    if (end - begin !== 4 * range.size || dataStart + end > file.length) {
      reject(
        `tensor '${range.name}': expected ${4 * range.size} bytes, got ${file.length - dataStart - begin}.`,
      );
    }
    // A copy, because the data need not be aligned inside the file; not by slice, which Node's Buffer does not copy.
    const bytes = new Uint8Array(file.subarray(dataStart + begin, dataStart + end));
    values.set(new Float32Array(bytes.buffer), range.offset);
  }
  return { values, metadata };
}
