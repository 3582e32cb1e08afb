// Builds an ONNX model file (onnx.proto, IR version 8, operator set 17): nodes and initializers by name.

import { type Encoded, bytes, concatenate, integer, message, string } from './protobuf.ts';

const IR_VERSION = 8;
const OPERATOR_SET = 17;

/** TensorProto.DataType. */
const FLOAT = 1;
const INT64 = 7;
/** AttributeProto.AttributeType. */
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

type Attribute = number | readonly number[];

function attribute(name: string, value: Attribute): Encoded {
  return typeof value === 'number'
    ? message(5, string(1, name), integer(3, value), integer(20, ATTRIBUTE_INT))
    : message(5, string(1, name), ...value.map((v) => integer(8, v)), integer(20, ATTRIBUTE_INTS));
}

/** A dimension is a number, or the name of one that the caller chooses. */
function valueInfo(field: number, name: string, type: number, shape: readonly (number | string)[]) {
  const dims = shape.map((d) => message(1, typeof d === 'number' ? integer(1, d) : string(2, d)));
  return message(
    field,
    string(1, name),
    message(2, message(1, integer(1, type), message(2, ...dims))),
  );
}

export class OnnxGraph {
  private readonly nodes: Encoded[] = [];
  private readonly initializers: Encoded[] = [];
  private readonly integers = new Map<string, string>();
  private count = 0;

  /** Adds a node; returns its outputs' names. */
  nodeOf(
    op: string,
    inputs: readonly string[],
    outputs: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string[] {
    const name = `${op}${this.count++}`;
    const names = Array.from({ length: outputs }, (_, i) => (outputs > 1 ? `${name}.${i}` : name));
    this.nodes.push(
      message(
        1,
        ...inputs.map((i) => string(1, i)),
        ...names.map((o) => string(2, o)),
        string(3, name),
        string(4, op),
        ...Object.entries(attributes).map(([key, value]) => attribute(key, value)),
      ),
    );
    return names;
  }

  /** Adds a node with one output; returns its name. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    return this.nodeOf(op, inputs, 1, attributes)[0]!;
  }

  /** A constant of 32-bit floats; row-major. */
  floats(name: string, shape: readonly number[], values: Float32Array): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.addInitializer(name, shape, FLOAT, raw);
    return name;
  }

  scalar(value: number): string {
    return this.floats(`constant${this.count++}`, [], Float32Array.of(value));
  }

  /** A constant of integers; one number makes a scalar. The same values share a constant. */
  ints(values: number | readonly number[]): string {
    const key = JSON.stringify(values);
    const known = this.integers.get(key);
    if (known) return known;
    const list = typeof values === 'number' ? [values] : values;
    const name = `integers${this.count++}`;
    const raw = new Uint8Array(BigInt64Array.from(list, BigInt).buffer);
    this.addInitializer(name, typeof values === 'number' ? [] : [list.length], INT64, raw);
    this.integers.set(key, name);
    return name;
  }

  private addInitializer(name: string, shape: readonly number[], type: number, raw: Uint8Array) {
    const dims = shape.map((d) => integer(1, d));
    this.initializers.push(message(5, ...dims, integer(2, type), string(8, name), bytes(9, raw)));
  }

  /** The file: int64 `tokens` of batch x time -> float `logits` of batch x time x width, which `result` names here. */
  file(result: string, width: number, metadata: Readonly<Record<string, string>>): Uint8Array {
    const last = message(1, string(1, result), string(2, 'logits'), string(4, 'Identity'));
    const graph = message(
      7,
      ...this.nodes,
      last,
      string(2, 'palimpsest'),
      ...this.initializers,
      valueInfo(11, 'tokens', INT64, ['batch', 'time']),
      valueInfo(12, 'logits', FLOAT, ['batch', 'time', width]),
    );
    return concatenate([
      integer(1, IR_VERSION),
      string(2, 'Palimpsest'),
      graph,
      message(8, string(1, ''), integer(2, OPERATOR_SET)),
      ...Object.entries(metadata).map(([key, value]) =>
        message(14, string(1, key), string(2, value)),
      ),
    ]);
  }
}
