// An orthonormal basis of whole-model vectors, filled row by row, and the projection that takes its span out of a vector.

import type { Device, DeviceBuffer } from './device.ts';
import type { FlatVector, ParameterLayout } from './flatVector.ts';
import { basis_coefficients, basis_products, basis_subtract } from './kernels/basis.ts';
import { dotChunk } from './kernels/reduction.ts';
import { threadGrid } from './kernels/threadGrid.ts';
import { type Recorder, dynamic } from './recorder.ts';

/** What a storage buffer may have at least on every adapter, in bytes. */
const MOST_BASIS_BYTES = 128 * 1024 * 1024;

/** Most vectors of this layout in one basis. */
export function mostBasisRows(layout: ParameterLayout): number {
  return Math.floor(MOST_BASIS_BYTES / (4 * layout.length));
}

export interface Basis {
  /** `capacity` rows, each as long as the model's vectors. */
  readonly buffer: DeviceBuffer;
  readonly capacity: number;
  readonly layout: ParameterLayout;
  readonly partials: DeviceBuffer;
  readonly coefficients: DeviceBuffer;
  /** Values per partial sum. */
  readonly chunk: number;
  dispose(): void;
}

/** A basis with room for `capacity` vectors, at least one. */
export function newBasis(
  device: Device,
  label: string,
  layout: ParameterLayout,
  capacity: number,
): Basis {
  const chunk = dotChunk(device.adapter.variant, layout.length);
  const buffer = device.buffer(`${label}.rows`, 4 * capacity * layout.length);
  const chunks = Math.ceil(layout.length / chunk);
  const partials = device.buffer(`${label}.partials`, 4 * capacity * chunks);
  const coefficients = device.buffer(`${label}.coefficients`, 4 * capacity);
  const dispose = () => [buffer, partials, coefficients].forEach((b) => b.destroy());
  return { buffer, capacity, layout, partials, coefficients, chunk, dispose };
}

/**
 * target <- target - the part of `deciding` in the span of the first rows; `deciding` is the target itself, or the part of
 * it that the last step added. Dynamic param: rows.
 */
export function projectOut(
  recorder: Recorder,
  basis: Basis,
  { deciding, target }: { readonly deciding: FlatVector; readonly target: FlatVector },
): void {
  const { buffer, capacity, layout, partials, coefficients, chunk } = basis;
  const count = layout.length;
  const chunks = Math.ceil(count / chunk);
  const rows = dynamic('rows');
  recorder.dispatch(
    basis_products,
    { basis: buffer, vector: deciding.buffer, partials },
    { count, rows, chunks, chunk },
    threadGrid(capacity * chunks),
    2 * capacity * count,
  );
  recorder.dispatch(
    basis_coefficients,
    { partials, coefficients },
    { rows, chunks },
    threadGrid(capacity),
    capacity * chunks,
  );
  recorder.dispatch(
    basis_subtract,
    { basis: buffer, coefficients, vector: target.buffer },
    { count, rows },
    threadGrid(count / 4),
    2 * capacity * count,
  );
}
