// The space that a layer's inputs on earlier sequences span, up to a share of their energy (Saha et al. 2021, GPM, eq. 5 to
// 9): an orthonormal basis that grows from phase to phase. Works on the sum of x x' over the inputs, whose eigenvalues are
// the squared singular values of the inputs side by side.

import { symmetricEigen } from './symmetricEigen.ts';

/** Energy below this share is rounding error of the f32 inputs: there is no direction in it. */
const NOISE = 1e-9;

export class InputSpace {
  readonly width: number;
  readonly basis: Float64Array[] = [];
  /** Projection onto the space, `width x width`. */
  readonly projection: Float64Array;

  constructor(width: number) {
    this.width = width;
    this.projection = new Float64Array(width * width);
  }

  /** (I - P) C (I - P) */
  private outside(energy: Float64Array): Float64Array {
    const { width, projection } = this;
    const half = new Float64Array(width * width);
    const rest = new Float64Array(width * width);
    const subtract = (
      from: Float64Array,
      left: Float64Array,
      right: Float64Array,
      to: Float64Array,
    ) => {
      to.set(from);
      for (let i = 0; i < width; i++) {
        for (let k = 0; k < width; k++) {
          const x = left[i * width + k]!;
          if (x === 0) continue;
          for (let j = 0; j < width; j++) to[i * width + j]! -= x * right[k * width + j]!;
        }
      }
    };
    subtract(energy, projection, energy, half);
    subtract(half, half, projection, rest);
    return rest;
  }

  /** Adds the fewest directions after which the space holds a share `threshold` of the energy. */
  grow(energy: Float64Array, threshold: number): void {
    const { width, basis, projection } = this;
    const trace = (c: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += c[i * width + i]!;
      return sum;
    };
    const total = trace(energy);
    const rest = this.outside(energy);
    let held = total - trace(rest);
    if (held >= threshold * total) return;
    const { values, vectors } = symmetricEigen(rest, width);
    for (const [i, vector] of vectors.entries()) {
      if (held >= threshold * total || values[i]! <= NOISE * total) break;
      held += values[i]!;
      basis.push(vector);
      for (let row = 0; row < width; row++) {
        for (let column = 0; column < width; column++) {
          projection[row * width + column]! += vector[row]! * vector[column]!;
        }
      }
    }
  }
}
