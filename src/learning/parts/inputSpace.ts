// The space that a layer's inputs on earlier sequences span, up to a share of their energy (Saha et al. 2021, GPM, eq. 5 to
// 9): an orthonormal basis that grows from phase to phase. Works on the sum of x x' over the inputs, whose eigenvalues are
// the squared singular values of the inputs side by side.

import type { Pieces } from '../../engine/turns.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** Energy below this share is rounding error of the f32 inputs: there is no direction in it. */
const NOISE = 1e-9;

/** A - B C of `width x width` matrices; a row is a piece. */
function* subtractProduct(
  a: Float64Array,
  [b, c]: readonly [Float64Array, Float64Array],
  width: number,
): Pieces<Float64Array> {
  const left = Float64Array.from(a);
  for (let i = 0; i < width; i++) {
    for (let k = 0; k < width; k++) {
      const x = b[i * width + k]!;
      if (x === 0) continue;
      for (let j = 0; j < width; j++) left[i * width + j]! -= x * c[k * width + j]!;
    }
    yield;
  }
  return left;
}

/** Sum of the diagonal of a `width x width` matrix. */
function trace(matrix: Float64Array, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += matrix[i * width + i]!;
  return sum;
}

export class InputSpace {
  readonly width: number;
  readonly basis: Float64Array[] = [];
  /** Projection onto the space, `width x width`. */
  readonly projection: Float64Array;

  constructor(width: number) {
    this.width = width;
    this.projection = new Float64Array(width * width);
  }

  /** Adds a unit vector that is orthogonal to the space. */
  private add(vector: Float64Array): void {
    const { width, projection } = this;
    this.basis.push(vector);
    for (let row = 0; row < width; row++) {
      for (let column = 0; column < width; column++) {
        projection[row * width + column]! += vector[row]! * vector[column]!;
      }
    }
  }

  /** Adds the fewest directions after which the space holds a share `threshold` of the energy, in pieces. */
  *grow(energy: Float64Array, threshold: number): Pieces<void> {
    const { width, projection } = this;
    const total = trace(energy, width);
    // (I - P) C (I - P)
    const half = yield* subtractProduct(energy, [projection, energy], width);
    const rest = yield* subtractProduct(half, [half, projection], width);
    let held = total - trace(rest, width);
    if (held >= threshold * total) return;
    const { values, vectors } = yield* symmetricEigen(rest, width);
    for (const [i, vector] of vectors.entries()) {
      if (held >= threshold * total || values[i]! <= NOISE * total) break;
      held += values[i]!;
      this.add(vector);
      yield;
    }
  }
}
