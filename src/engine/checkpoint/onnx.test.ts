// A model exported to ONNX and run by ONNX Runtime gives the engine's logits: an independent account of the whole forward pass.

import * as ort from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import type { ModelShape } from '../../core/experiment.ts';
import { CpuDevice } from '../cpuDevice.ts';
import { expectClose } from '../testing/kernelTest.ts';
import { TEST_SHAPE, testBatch, testNetwork } from '../testing/tinyNetwork.ts';
import { saveOnnx } from './onnx.ts';

const SHAPES: Record<string, ModelShape> = {
  'GELU, grouped heads': TEST_SHAPE,
  ReLU: { ...TEST_SHAPE, mlp: 'relu' },
  'SwiGLU, tied': {
    ...TEST_SHAPE,
    mlp: 'swiglu',
    tied: true,
    keyValueHeads: 3,
    rotaryBase: 10_000,
  },
};

describe.each(Object.entries(SHAPES))('%s', (_, shape) => {
  test.each([1, 7, 16])('logits of sequences of %i tokens', async (length) => {
    const { network, dispose } = testNetwork(new CpuDevice(), shape, 3);
    const file = saveOnnx(await network.snapshot(), shape, { source: 'test' });
    const batch = testBatch(shape, 3, length, 5);
    const expected = await network.logits(batch);
    dispose();
    const session = await ort.InferenceSession.create(file);
    const tokens = BigInt64Array.from(batch.tokens, BigInt);
    const { logits } = await session.run({ tokens: new ort.Tensor('int64', tokens, [3, length]) });
    expect(logits!.dims).toEqual([3, length, shape.vocabulary]);
    // Two orders of summation in f32.
    const actual = logits!.data as Float32Array;
    expectClose(actual, expected, { name: 'logits', absolute: 2e-5, relative: 1e-4 });
    await session.release();
  });
});
