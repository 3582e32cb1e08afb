// The wire format of protocol buffers, as far as an ONNX file needs it: varints, floats and length-delimited fields.

/** One encoded field or several in a row. */
export type Encoded = Uint8Array;

const text = new TextEncoder();

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** A non-negative integer, seven bits a byte, low bits first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

/** An integer field. */
export function integer(field: number, value: number): Encoded {
  return concatenate([varint(field * 8), varint(value)]);
}

/** A bytes field, or a message inside a message. */
export function bytes(field: number, value: Uint8Array): Encoded {
  return concatenate([varint(field * 8 + 2), varint(value.length), value]);
}

export function string(field: number, value: string): Encoded {
  return bytes(field, text.encode(value));
}

/** A message field made of encoded fields. */
export function message(field: number, ...fields: readonly Encoded[]): Encoded {
  return bytes(field, concatenate(fields));
}
