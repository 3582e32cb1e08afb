// Muon on the CPU device: its directions are orthogonal to within the published band, and AdamW takes the rest.

import { describe, expect, test } from 'vitest';
import { defaultValues } from '../../core/params.ts';
import { Rng } from '../../core/rng.ts';
import { CpuDevice } from '../cpuDevice.ts';
import { layOut, newVector, rangeOf } from '../flatVector.ts';
import { hiddenKinds } from '../newtonSchulz.ts';
import { Recorder } from '../recorder.ts';
import { adamw } from './adamw.ts';
import { muon, restOf } from './muon.ts';
import type { Optimizer, OptimizerContext } from './optimizer.ts';

const LAYOUT = layOut([
  { name: 'embedding', shape: [20, 12] },
  ...[0, 1].flatMap((l) => [
    { name: `layers.${l}.norm`, shape: [12] },
    { name: `layers.${l}.wide`, shape: [12, 40] },
    { name: `layers.${l}.tall`, shape: [36, 12] },
    { name: `layers.${l}.square`, shape: [16, 16] },
  ]),
  { name: 'head', shape: [20, 12] },
]);

const random = (seed: number) => {
  const rng = new Rng(seed);
  const values = new Float32Array(LAYOUT.length);
  for (const { offset, size } of LAYOUT.ranges)
    for (let i = offset; i < offset + size; i++) values[i] = rng.normal();
  return values;
};

/** Parameters after one step on this gradient from zeros, and what there is left. */
async function stepped(
  create: (context: OptimizerContext) => Optimizer,
  gradient: Float32Array,
  learningRate: number,
) {
  const device = new CpuDevice();
  const parameters = newVector(device, 'parameters', LAYOUT);
  const gradients = newVector(device, 'gradients', LAYOUT);
  const normSquared = device.buffer('norm', 4);
  device.write(gradients.buffer, gradient);
  device.write(normSquared, Float32Array.of(gradient.reduce((sum, g) => sum + g * g, 0)));
  const optimizer = create({ device, owner: 'test', parameters, gradients, normSquared });
  const recorder = new Recorder();
  optimizer.record(recorder);
  const program = device.program('step', recorder.commands);
  const values = { norm_offset: 0, ...optimizer.values(learningRate) };
  await device.submit([{ program, values }]);
  const [bytes] = await device.read([{ buffer: parameters.buffer }]);
  optimizer.dispose();
  for (const { buffer } of [parameters, gradients]) buffer.destroy();
  normSquared.destroy();
  return { values: new Float32Array(bytes!), left: device.counters.buffers };
}

/** Singular values by one-sided Jacobi rotations of the columns of the matrix or its transpose. */
function singularValues(values: ArrayLike<number>, rows: number, columns: number): number[] {
  const count = Math.min(rows, columns);
  const vectors = Array.from({ length: count }, (_, c) =>
    Array.from({ length: Math.max(rows, columns) }, (__, r) =>
      rows <= columns ? values[c * columns + r]! : values[r * columns + c]!,
    ),
  );
  const dot = (u: number[], v: number[]) => u.reduce((sum, x, i) => sum + x * v[i]!, 0);
  for (let sweep = 0; sweep < 20; sweep++)
    for (let p = 0; p < count; p++)
      for (let q = p + 1; q < count; q++) {
        const [u, v] = [vectors[p]!, vectors[q]!];
        const angle = 0.5 * Math.atan2(2 * dot(u, v), dot(u, u) - dot(v, v));
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        vectors[p] = u.map((x, i) => cos * x + sin * v[i]!);
        vectors[q] = u.map((x, i) => cos * v[i]! - sin * x);
      }
  return vectors.map((v) => Math.sqrt(dot(v, v)));
}

const muonOf = (context: OptimizerContext) => muon.create(context, defaultValues(muon.info.params));

describe('Muon', () => {
  test.each([1, 1e-4])(
    'after five iterations the singular values lie in [0.65, 1.25], gradient times %f',
    async (factor) => {
      const gradient = random(1).map((g) => factor * g);
      const { values, left } = await stepped(muonOf, gradient, 1);
      for (const { name, shape, offset, size } of LAYOUT.ranges) {
        if (!/wide|tall|square/.test(name)) continue;
        const [rows, columns] = shape as [number, number];
        const scale = Math.sqrt(Math.max(1, rows / columns));
        const step = values.slice(offset, offset + size).map((v) => -v / scale);
        const singular = singularValues(step, rows, columns);
        expect(Math.max(...singular), name).toBeLessThan(1.25);
        // A square random matrix has singular values near 0, which five iterations cannot lift.
        if (!name.endsWith('square')) expect(Math.min(...singular), name).toBeGreaterThan(0.65);
        // It points the way of the gradient.
        const own = gradient.slice(offset, offset + size);
        expect(step.reduce((sum, s, i) => sum + s * own[i]!, 0)).toBeGreaterThan(0);
      }
      expect(left).toBe(0);
    },
  );

  test('a gradient of zeros moves nothing', async () => {
    const { values } = await stepped(muonOf, new Float32Array(LAYOUT.length), 1);
    expect(values.every((v) => v === 0)).toBe(true);
  });

  test('what is no matrix of a layer takes the step of AdamW, bit for bit', async () => {
    const rate = muon.info.params.learningRate.default;
    const { values } = await stepped(muonOf, random(2), rate);
    const plain = await stepped(
      (context) => adamw.create(context, defaultValues(adamw.info.params)),
      random(2),
      muon.info.params.adamRate.default,
    );
    for (const name of ['embedding', 'layers.0.norm', 'layers.1.norm', 'head']) {
      const { offset, size } = rangeOf(LAYOUT, name);
      const own = values.slice(offset, offset + size);
      expect(own, name).toEqual(plain.values.slice(offset, offset + size));
      expect(own.every((v) => v !== 0)).toBe(true);
    }
  });

  test('kinds and the rest cover the layout once', () => {
    const kinds = hiddenKinds(LAYOUT.ranges);
    expect(kinds.map(({ rows, columns, matrices }) => [rows, columns, matrices])).toEqual([
      [12, 40, 2],
      [36, 12, 2],
      [16, 16, 2],
    ]);
    const rest = restOf(LAYOUT, kinds).reduce((sum, { count }) => sum + count, 0);
    const padded = (n: number) => 64 * Math.ceil(n / 64);
    const taken = kinds.reduce((sum, k) => sum + k.matrices * padded(k.rows * k.columns), 0);
    expect(rest + taken).toBe(LAYOUT.length);
  });
});
