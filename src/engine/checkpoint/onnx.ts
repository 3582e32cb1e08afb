// The model as an ONNX file, so that other runtimes can run it: `tokens` (int64, batch x time) -> `logits`. Written from
// plain operators, and therefore also a second, independent account of what the kernels compute.

import type { ModelShape } from '../../core/experiment.ts';
import { rangeOf } from '../flatVector.ts';
import { rotaryTable } from '../kernels/attention.ts';
import { headName, headWidth, packedWidth, parameterLayout } from '../model/shape.ts';
import { RMS_EPSILON } from '../ops/rmsNorm.ts';
import { OnnxGraph } from './onnxGraph.ts';

/** What every layer of the graph needs. */
interface Build {
  readonly graph: OnnxGraph;
  readonly shape: ModelShape;
  readonly values: Float32Array;
  /** Cosines and sines by time x half a head's width. */
  readonly cosine: string;
  readonly sine: string;
  /** time x time: 0 up to the diagonal, very negative after it. */
  readonly mask: string;
}

function parameter({ shape, values }: Build, name: string) {
  const range = rangeOf(parameterLayout(shape), name);
  return { ...range, values: values.subarray(range.offset, range.offset + range.size) };
}

/** y = x W^T for W [out, in]. */
function linear(build: Build, x: string, name: string): string {
  const { shape, values } = parameter(build, name);
  const [rows, columns] = shape as [number, number];
  const transposed = new Float32Array(values.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) transposed[c * rows + r] = values[r * columns + c]!;
  const weight = build.graph.floats(`${name}.transposed`, [columns, rows], transposed);
  return build.graph.node('MatMul', [x, weight]);
}

function rmsNorm(build: Build, x: string, name: string): string {
  const { graph } = build;
  const { shape, values } = parameter(build, name);
  const squares = graph.node('ReduceMean', [graph.node('Mul', [x, x])], { axes: [2] });
  const rms = graph.node('Sqrt', [graph.node('Add', [squares, graph.scalar(RMS_EPSILON)])]);
  const scaled = graph.node('Div', [x, rms]);
  return graph.node('Mul', [scaled, graph.floats(name, shape, values)]);
}

/** Rotates halves (a, b) of every head to (a cos - b sin, b cos + a sin). x: batch x heads x time x width of a head. */
function rotate({ graph, cosine, sine }: Build, x: string): string {
  const [a, b] = graph.nodeOf('Split', [x], 2, { axis: 3 }) as [string, string];
  const times = (v: string, w: string) => graph.node('Mul', [v, w]);
  const first = graph.node('Sub', [times(a, cosine), times(b, sine)]);
  const second = graph.node('Add', [times(b, cosine), times(a, sine)]);
  return graph.node('Concat', [first, second], { axis: 3 });
}

function attention(build: Build, normed: string, layer: string): string {
  const { graph, shape } = build;
  const width = headWidth(shape);
  const kv = shape.keyValueHeads * width;
  const packed = linear(build, normed, `${layer}.qkv`);
  const sizes = graph.ints([packedWidth(shape) - 2 * kv, kv, kv]);
  const parts = graph.nodeOf('Split', [packed, sizes], 3, { axis: 2 });
  const heads = (x: string) =>
    graph.node('Transpose', [graph.node('Reshape', [x, graph.ints([0, 0, -1, width])])], {
      perm: [0, 2, 1, 3],
    });
  // Query head h reads key-value head floor(h / group).
  const group = shape.heads / shape.keyValueHeads;
  const owners = graph.ints(Array.from({ length: shape.heads }, (_, h) => Math.floor(h / group)));
  const spread = (x: string) => graph.node('Gather', [x, owners], { axis: 1 });
  const q = rotate(build, heads(parts[0]!));
  const k = spread(rotate(build, heads(parts[1]!)));
  const v = spread(heads(parts[2]!));
  const products = graph.node('MatMul', [q, graph.node('Transpose', [k], { perm: [0, 1, 3, 2] })]);
  const scaled = graph.node('Mul', [products, graph.scalar(1 / Math.sqrt(width))]);
  const masked = graph.node('Add', [scaled, build.mask]);
  const mixed = graph.node('MatMul', [graph.node('Softmax', [masked], { axis: 3 }), v]);
  const joined = graph.node('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  const rows = graph.node('Reshape', [joined, graph.ints([0, 0, -1])]);
  return linear(build, rows, `${layer}.attentionOutput`);
}

/** GELU in its tanh form, x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)), silu(gate) * up, or max(x, 0). */
function activation({ graph, shape }: Build, x: string): string {
  if (shape.mlp === 'swiglu') {
    const [gate, up] = graph.nodeOf('Split', [x], 2, { axis: 2 }) as [string, string];
    const silu = graph.node('Mul', [gate, graph.node('Sigmoid', [gate])]);
    return graph.node('Mul', [silu, up]);
  }
  if (shape.mlp === 'relu') return graph.node('Relu', [x]);
  const slope = 2 * Math.sqrt(2 / Math.PI);
  const cubic = graph.node('Mul', [graph.node('Mul', [x, x]), graph.scalar(0.044715 * slope)]);
  const factor = graph.node('Add', [cubic, graph.scalar(slope)]);
  return graph.node('Mul', [x, graph.node('Sigmoid', [graph.node('Mul', [x, factor])])]);
}

function layerOf(build: Build, x: string, l: number): string {
  const { graph } = build;
  const layer = `layers.${l}`;
  const attended = attention(build, rmsNorm(build, x, `${layer}.attentionNorm`), layer);
  const middle = graph.node('Add', [x, attended]);
  const up = linear(build, rmsNorm(build, middle, `${layer}.mlpNorm`), `${layer}.mlpUp`);
  const down = linear(build, activation(build, up), `${layer}.mlpDown`);
  return graph.node('Add', [middle, down]);
}

/** Rotary tables and the causal mask for as many positions as `tokens` has. */
function positional(graph: OnnxGraph, shape: ModelShape, tokens: string) {
  const time = graph.node('Gather', [graph.node('Shape', [tokens]), graph.ints(1)], { axis: 0 });
  const positions = graph.node('Range', [graph.ints(0), time, graph.ints(1)]);
  const half = headWidth(shape) / 2;
  const pairs = rotaryTable(shape.context, headWidth(shape), shape.rotaryBase);
  const table = (name: string, part: number) => {
    const values = pairs.filter((_, i) => i % 2 === part);
    const all = graph.floats(name, [shape.context, half], values);
    return graph.node('Gather', [all, positions], { axis: 0 });
  };
  const row = graph.node('Unsqueeze', [positions, graph.ints([1])]);
  const column = graph.node('Unsqueeze', [positions, graph.ints([0])]);
  const later = graph.node('Less', [row, column]);
  const mask = graph.node('Where', [later, graph.scalar(-1e30), graph.scalar(0)]);
  return { cosine: table('rotary.cosine', 0), sine: table('rotary.sine', 1), mask };
}

/** The ONNX file of a model with these weights (a flat vector); metadata values are strings. */
export function saveOnnx(
  values: Float32Array,
  shape: ModelShape,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const graph = new OnnxGraph();
  const build = { graph, shape, values, ...positional(graph, shape, 'tokens') };
  const embedding = parameter(build, 'embedding');
  const table = graph.floats('embedding', embedding.shape, embedding.values);
  let x = graph.node('Gather', [table, 'tokens'], { axis: 0 });
  for (let l = 0; l < shape.layers; l++) x = layerOf(build, x, l);
  const logits = linear(build, rmsNorm(build, x, 'finalNorm'), headName(shape));
  return graph.file(logits, shape.vocabulary, metadata);
}
