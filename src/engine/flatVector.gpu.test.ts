// The verbs on whole-model vectors, on WebGPU and on the CPU device.

import { describe, expect, test } from 'vitest';
import { CpuDevice } from './cpuDevice.ts';
import type { Device } from './device.ts';
import {
  type FlatVector,
  addAbsolute,
  addScaled,
  addSquares,
  copyVector,
  dot,
  dotScratchLength,
  layOut,
  newVector,
  scale,
} from './flatVector.ts';
import { Recorder, dynamic } from './recorder.ts';
import { expectClose, randomFloats, testDevice } from './testing/kernelTest.ts';

const layout = layOut([
  { name: 'a', shape: [7, 9] },
  { name: 'b', shape: [130] },
  { name: 'c', shape: [3, 4] },
]);

/** Random values in the ranges, zeros in the padding. */
function padded(seed: number): Float32Array {
  const values = new Float32Array(layout.length);
  for (const range of layout.ranges)
    values.set(randomFloats(seed + range.offset, range.size), range.offset);
  return values;
}

const x = padded(1);
const y = padded(2);

async function run(
  device: Device,
  body: (recorder: Recorder, x: FlatVector, y: FlatVector) => void,
  values: Readonly<Record<string, number>> = {},
): Promise<Float32Array> {
  const [left, right] = [newVector(device, 'test.x', layout), newVector(device, 'test.y', layout)];
  device.write(left.buffer, x);
  device.write(right.buffer, y);
  const recorder = new Recorder();
  body(recorder, left, right);
  const program = device.program('test.verb', recorder.commands);
  await device.submit([{ program, values }]);
  const [bytes] = await device.read([{ buffer: right.buffer }]);
  for (const buffer of [left.buffer, right.buffer]) buffer.destroy();
  program.dispose();
  return new Float32Array(bytes!);
}

describe.each([
  ['WebGPU', testDevice],
  ['the CPU device', async () => new CpuDevice()],
] as const)('vector verbs on %s', (_, open) => {
  test('add a multiple, whose factor may be given at submission', async () => {
    const actual = await run(await open(), (r, a, b) => addScaled(r, a, b, dynamic('factor')), {
      factor: -0.5,
    });
    expectClose(
      actual,
      y.map((v, i) => v - 0.5 * x[i]!),
      { name: 'add', absolute: 1e-6 },
    );
  });

  test('scale', async () => {
    const actual = await run(await open(), (r, _a, b) => scale(r, b, 3));
    expectClose(
      actual,
      y.map((v) => 3 * v),
      { name: 'scale', absolute: 1e-6 },
    );
  });

  test('add squares', async () => {
    const actual = await run(await open(), (r, a, b) => addSquares(r, a, b, 2));
    expectClose(
      actual,
      y.map((v, i) => v + 2 * x[i]! ** 2),
      { name: 'squares', absolute: 1e-5 },
    );
  });

  test('add absolute values', async () => {
    const actual = await run(await open(), (r, a, b) => addAbsolute(r, a, b, 2));
    expectClose(
      actual,
      y.map((v, i) => v + 2 * Math.abs(x[i]!)),
      { name: 'absolute', absolute: 1e-5 },
    );
  });

  test('copy', async () => {
    expect(await run(await open(), (r, a, b) => copyVector(r, a, b))).toEqual(x);
  });

  test('dot product, into an element of another buffer', async () => {
    const device = await open();
    const scratch = device.buffer('test.scratch', 4 * dotScratchLength(device, layout));
    const target = device.buffer('test.target', 16);
    await run(device, (r, a, b) =>
      dot(r, device.adapter.variant, a, b, scratch, { buffer: target, offset: 2 }),
    );
    const [bytes] = await device.read([{ buffer: target }]);
    const expected = x.reduce((sum, v, i) => sum + v * y[i]!, 0);
    // 205 products summed in f32 in blocks: an error of about 1e-5.
    expectClose(new Float32Array(bytes!), [0, 0, expected, 0], { name: 'dot', absolute: 1e-4 });
    for (const buffer of [scratch, target]) buffer.destroy();
  });
});
