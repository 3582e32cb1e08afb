// Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations,
// 8.5): for the few hundred rows that a layer's inputs have, in double precision. That takes seconds, so it is done in pieces.

import type { Pieces } from '../../engine/turns.ts';

export interface Eigen {
  /** In descending order. */
  readonly values: readonly number[];
  /** Unit vectors in the order of the values. */
  readonly vectors: readonly Float64Array[];
}

/** Sweeps after which it gives up improving; five to ten are usual. */
const MOST_SWEEPS = 30;

/** Rows p and q of a matrix of `size` columns <- the rotation of the two by (cosine, sine). */
function rotateRows(
  a: Float64Array,
  size: number,
  [p, q]: readonly [number, number],
  [cosine, sine]: readonly [number, number],
): void {
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = cosine * x - sine * y;
    a[q * size + k] = sine * x + cosine * y;
  }
}

/** Columns p and q <- the same rotation of the two. */
function rotateColumns(
  a: Float64Array,
  size: number,
  [p, q]: readonly [number, number],
  [cosine, sine]: readonly [number, number],
): void {
  for (let k = 0; k < size * size; k += size) {
    const [x, y] = [a[k + p]!, a[k + q]!];
    a[k + p] = cosine * x - sine * y;
    a[k + q] = sine * x + cosine * y;
  }
}

/** The rotation after which a[p, q] is 0. */
function rotation(a: Float64Array, size: number, p: number, q: number): [number, number] {
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * a[p * size + q]!);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  return [cosine, tangent * cosine];
}

/** The matrix and the eigenvectors found so far, as rows. */
interface Rotated {
  readonly a: Float64Array;
  readonly vectors: Float64Array;
  readonly size: number;
}

/** Rotates row and column p with each later one whose product with it is not negligible; whether there was any. */
function rotatePairsOf(p: number, { a, vectors, size }: Rotated, negligible: number): boolean {
  let rotated = false;
  for (let q = p + 1; q < size; q++) {
    if (Math.abs(a[p * size + q]!) <= negligible) continue;
    rotated = true;
    const by = rotation(a, size, p, q);
    rotateRows(a, size, [p, q], by);
    rotateColumns(a, size, [p, q], by);
    rotateRows(vectors, size, [p, q], by);
  }
  return rotated;
}

/** Decomposes a symmetric `size x size` matrix, row-major, which it leaves as it is. A sweep is `size` pieces. */
export function* symmetricEigen(matrix: Float64Array, size: number): Pieces<Eigen> {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const negligible = 1e-15 * a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  for (let sweep = 0, rotated = true; sweep < MOST_SWEEPS && rotated; sweep++) {
    rotated = false;
    for (let p = 0; p < size; p++) {
      if (rotatePairsOf(p, { a, vectors, size }, negligible)) rotated = true;
      yield;
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => a[j * size + j]! - a[i * size + i]!,
  );
  return {
    values: order.map((i) => a[i * size + i]!),
    vectors: order.map((i) => vectors.slice(i * size, (i + 1) * size)),
  };
}
