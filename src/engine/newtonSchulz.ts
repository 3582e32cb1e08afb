// Newton-Schulz orthogonalisation (Jordan et al. 2024): X <- a X + b (X X^T) X + c (X X^T)^2 X drives every singular value
// towards 1 without a decomposition. The coefficients are Jordan's: they maximise the slope at 0 and leave the values between
// about 0.7 and 1.2 instead of at 1.

import type { DeviceBuffer } from './device.ts';
import type { ParameterRange } from './flatVector.ts';
import { muon_combine, muon_gram, muon_polynomial } from './kernels/muon.ts';
import { threadGrid } from './kernels/threadGrid.ts';
import type { Recorder } from './recorder.ts';

const [A, B, C] = [3.4445, -4.775, 2.0315] as const;

/** Matrices of one shape at equal distances in a flat vector: one kind of matrix, one in every layer. */
export interface MatrixKind {
  readonly matrices: number;
  readonly rows: number;
  readonly columns: number;
  readonly offset: number;
  readonly stride: number;
}

/** A matrix inside a layer. */
const HIDDEN = /^layers\.\d+\.(.+)$/;

/** The matrices of the layers, by kind; embeddings, norms and the output matrix are not among them. */
export function hiddenKinds(ranges: readonly ParameterRange[]): MatrixKind[] {
  const kinds = new Map<string, ParameterRange[]>();
  for (const range of ranges) {
    const kind = HIDDEN.exec(range.name)?.[1];
    if (kind === undefined || range.shape.length !== 2) continue;
    kinds.set(kind, [...(kinds.get(kind) ?? []), range]);
  }
  return [...kinds.values()].map((list) => {
    const [first, second] = list;
    return {
      matrices: list.length,
      rows: first!.shape[0]!,
      columns: first!.shape[1]!,
      offset: first!.offset,
      stride: second ? second.offset - first!.offset : 0,
    };
  });
}

export interface OrthogonalisationBuffers {
  /** The matrices; overwritten. */
  readonly input: DeviceBuffer;
  /** As long as the input. Either of the two holds the result. */
  readonly scratch: DeviceBuffer;
  /** Room for `gramLength` elements each. */
  readonly gram: DeviceBuffer;
  readonly polynomial: DeviceBuffer;
}

/** Elements of the largest kind's products. */
export function gramLength(kinds: readonly MatrixKind[]): number {
  return Math.max(
    4,
    ...kinds.map(({ matrices, rows, columns }) => matrices * Math.min(rows, columns) ** 2),
  );
}

/** Records the iterations on one kind of matrix; returns the buffer in which the result stands. */
export function orthogonalise(
  recorder: Recorder,
  kind: MatrixKind,
  { input, scratch, gram, polynomial }: OrthogonalisationBuffers,
  iterations: number,
): DeviceBuffer {
  const { matrices, rows, columns, offset, stride } = kind;
  const wide = rows <= columns;
  const side = Math.min(rows, columns);
  const inner = Math.max(rows, columns);
  const steps = { step_side: wide ? columns : 1, step_inner: wide ? 1 : columns };
  const matrix = { matrices, side, inner, offset, stride, ...steps };
  const squares = matrices * side * side;
  let [from, to] = [input, scratch];
  for (let i = 0; i < iterations; i++) {
    const normalise = i === 0 ? 1 : 0;
    const flops = 2 * squares * inner;
    recorder.dispatch(muon_gram, { input: from, gram }, matrix, threadGrid(squares), flops);
    recorder.dispatch(
      muon_polynomial,
      { gram, polynomial },
      { matrices, side, normalise, b: B, c: C },
      threadGrid(squares),
      2 * squares * side,
    );
    recorder.dispatch(
      muon_combine,
      { input: from, gram, polynomial, output: to },
      { ...matrix, normalise, a: A },
      threadGrid(matrices * side * inner),
      flops,
    );
    [from, to] = [to, from];
  }
  return from;
}
