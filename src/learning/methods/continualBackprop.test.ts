// Continual backpropagation against its formula on figures worked by hand, and what replacing a unit does and leaves alone.

import { expect, test } from 'vitest';
import type { ModelShape } from '../../core/experiment.ts';
import { weightsOfRows } from '../../engine/batch.ts';
import { CpuDevice } from '../../engine/cpuDevice.ts';
import { rangeOf } from '../../engine/flatVector.ts';
import { type RenewalOptions, UnitRenewal } from '../../engine/model/unitRenewal.ts';
import { TEST_SHAPE, testBatch, testNetwork } from '../../engine/testing/tinyNetwork.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { continualBackprop } from './continualBackprop.ts';

const OPTIONS: RenewalOptions = { rate: 0, maturity: 100, decay: 0.5, adaptable: true, seed: 3 };
/** One layer of four hidden units, of width 8. */
const SHAPE: ModelShape = {
  ...TEST_SHAPE,
  width: 8,
  heads: 1,
  layers: 1,
  feedForward: 4,
  mlp: 'relu',
};
const BATCH = {
  ...testBatch(SHAPE, 2, 2, 1),
  // The second row's last position comes after all that is supervised: three positions count.
  weights: Float32Array.of(0, 1, 1, 0),
};

function unitsOf(shape = SHAPE, change: Partial<RenewalOptions> = {}) {
  const device = new CpuDevice();
  const made = testNetwork(device, shape);
  const units = new UnitRenewal('test.units', made.network, { ...OPTIONS, ...change });
  const layer = (l: number) => {
    const of = (name: string) => rangeOf(made.network.parameters.layout, `layers.${l}.${name}`);
    return { up: of('mlpUp').offset, down: of('mlpDown').offset };
  };
  /** A step that activates the units as given, rows x units, and has no gradient. */
  const stepWith = async (hidden: Float32Array, step: number) => {
    device.write(made.workspace.layers[0]!.hidden, hidden);
    await device.submit([...units.watch(BATCH), ...units.renew(step)]);
  };
  return { device, ...made, units, layer, stepWith };
}

test('positions count up to the last supervised one of their sequence, and their weights add up to 1', () => {
  expect([...weightsOfRows(BATCH)!]).toEqual([1, 1, 1, 0].map((x) => Math.fround(x / 3)));
  expect(weightsOfRows({ ...BATCH, weights: new Float32Array(4) })).toBeNull();
});

test('utility is |h - mean| mean|w_out| / mean|w_in|, as worked by hand', async () => {
  const { device, network, units, layer, stepWith } = unitsOf();
  const { up, down } = layer(0);
  const weights = await network.snapshot();
  // Unit 1: incoming weights of mean size 0.5, outgoing ones of mean size 2.
  for (let k = 0; k < 8; k++) {
    weights[up + 8 + k] = k % 2 ? 0.5 : -0.5;
    weights[down + 4 * k + 1] = k % 2 ? 3 : -1;
  }
  device.write(network.parameters.buffer, weights);
  // Unit 1 in the three positions that count: 1, 2, 6, mean 3. Deviations 2, 1, 3: mean 2. The fourth does not count.
  const first = Float32Array.from({ length: 16 }, (_, i) =>
    i % 4 === 1 ? [1, 2, 6, 99][i >> 2]! : 0,
  );
  await stepWith(first, 0);
  // 2 * 2 / 0.5 = 8, and corrected for its start at 0 (0.5 * 8 / (1 - 0.5)) just that.
  expect((await units.read()).utilities[1]).toBeCloseTo(8, 5);
  // Next 0, 0, 3, mean 1: running mean 0.5 * (0.5 * 3) + 0.5 * 1 = 1.25, over 1 - 0.25 = 5/3.
  // Deviations 5/3, 5/3, 4/3: mean 14/9, times 4 = 56/9. Utility (0.5 * 4 + 0.5 * 56/9) / 0.75.
  const second = first.map((_, i) => (i % 4 === 1 ? [0, 0, 3, 99][i >> 2]! : 0));
  await stepWith(second, 1);
  const { utilities, ages } = await units.read();
  expect(utilities[1]).toBeCloseTo((2 + 28 / 9) / 0.75, 5);
  expect([...ages]).toEqual([2, 2, 2, 2]);
});

test("the contribution variant is |h| mean|w_out|, and a dead unit's is 0", async () => {
  const { device, network, units, layer, stepWith } = unitsOf(SHAPE, { adaptable: false });
  const weights = await network.snapshot();
  for (let k = 0; k < 8; k++) weights[layer(0).down + 4 * k + 1] = k % 2 ? 3 : -1;
  device.write(network.parameters.buffer, weights);
  const hidden = Float32Array.from({ length: 16 }, (_, i) =>
    i % 4 === 1 ? [1, 2, 6, 99][i >> 2]! : 0,
  );
  await stepWith(hidden, 0);
  const { utilities } = await units.read();
  expect(utilities[1]).toBeCloseTo(3 * 2, 5);
  expect([utilities[0], utilities[2]]).toEqual([0, 0]);
});

test('nothing is replaced before maturity, then the least useful unit; fractions of a unit add up', async () => {
  // An eighth of four mature units: half a unit a step.
  const { network, units, stepWith } = unitsOf(SHAPE, { rate: 0.125, maturity: 2 });
  const start = await network.snapshot();
  // Activity grows with the unit, but for unit 2, which always gives the same: its deviation is 0.
  const hidden = Float32Array.from({ length: 16 }, (_, i) =>
    i % 4 === 2 ? 5 : (i >> 2) * (1 + (i % 4)),
  );
  // Mature at age 3, of which half a unit is due; the whole one comes a step later.
  for (const step of [0, 1, 2]) {
    await stepWith(hidden, step);
    expect(await network.snapshot()).toEqual(start);
  }
  await stepWith(hidden, 3);
  expect([...(await units.read()).ages]).toEqual([4, 4, 0, 4]);
  expect(await network.snapshot()).not.toEqual(start);
  // Three mature units are three eighths a step: the next is due in the third.
  for (const step of [4, 5]) await stepWith(hidden, step);
  expect([...(await units.read()).ages]).toEqual([6, 6, 2, 6]);
  await stepWith(hidden, 6);
  expect((await units.read()).ages.filter((age) => age === 0)).toHaveLength(1);
});

test.each(['gelu', 'relu', 'swiglu'] as const)(
  'a replaced %s unit has new weights in, none out, no moments, and leaves all else',
  async (mlp) => {
    const shape = { ...TEST_SHAPE, mlp };
    const change = { rate: 1 / 36, maturity: 0 };
    const { device, network, units, layer } = unitsOf(shape, change);
    const batch = testBatch(shape, 3, 5, 1);
    await network.trainStep(batch, 0, 0.01);
    await network.logits(batch);
    const before = await network.snapshot();
    const moments = await Promise.all(
      network.optimizer.slots.map((slot) => network.snapshot(slot)),
    );
    await device.submit([...units.watch(batch), ...units.renew(1)]);
    const after = await network.snapshot();
    const [width, hidden] = [shape.width, shape.feedForward];
    const fresh: number[] = [];
    for (const l of [0, 1]) {
      const { up, down } = layer(l);
      const ages = (await units.read()).ages.slice(l * hidden, (l + 1) * hidden);
      const unit = ages.indexOf(0);
      expect(ages.filter((age) => age === 0)).toHaveLength(1);
      const rows = mlp === 'swiglu' ? [unit, hidden + unit] : [unit];
      const incoming = rows.flatMap((row) =>
        Array.from({ length: width }, (_, k) => up + row * width + k),
      );
      const outgoing = Array.from({ length: width }, (_, k) => down + k * hidden + unit);
      for (const i of outgoing) expect(after[i]).toBe(0);
      for (const i of incoming) expect(after[i]).not.toBe(before[i]);
      fresh.push(...incoming.map((i) => after[i]!));
      for (const [s, slot] of network.optimizer.slots.entries()) {
        const left = await network.snapshot(slot);
        for (const i of [...incoming, ...outgoing]) {
          expect(left[i]).toBe(0);
          moments[s]![i] = 0;
        }
      }
      for (const i of [...incoming, ...outgoing]) before[i] = after[i]!;
    }
    expect(after).toEqual(before);
    for (const [s, slot] of network.optimizer.slots.entries())
      expect(await network.snapshot(slot)).toEqual(moments[s]);
    // Drawn like the start: deviation 1 / sqrt(width), different in both layers.
    const deviation = Math.sqrt(fresh.reduce((sum, v) => sum + v * v, 0) / fresh.length);
    expect(deviation * Math.sqrt(width)).toBeGreaterThan(0.7);
    expect(deviation * Math.sqrt(width)).toBeLessThan(1.3);
    expect(new Set(fresh).size).toBe(fresh.length);
  },
);

test('replacing a unit whose outgoing weights are zero leaves the output as it was', async () => {
  const { device, network, units, layer } = unitsOf(TEST_SHAPE, { rate: 1 / 36, maturity: 0 });
  const weights = await network.snapshot();
  for (const l of [0, 1]) for (let k = 0; k < 24; k++) weights[layer(l).down + 36 * k + 7] = 0;
  device.write(network.parameters.buffer, weights);
  const batch = testBatch(TEST_SHAPE, 3, 5, 1);
  const before = await network.logits(batch);
  await device.submit([...units.watch(batch), ...units.renew(0)]);
  // A utility of 0 is the lowest.
  const { ages } = await units.read();
  expect([...ages.keys()].filter((i) => ages[i] === 0)).toEqual([7, 43]);
  expect(await network.snapshot()).not.toEqual(weights);
  expect(await network.logits(batch)).toEqual(before);
});

test('new weights depend on the seed and the step, and on nothing else', async () => {
  const after = async (seed: number, step: number) => {
    const { network, units, device } = unitsOf(SHAPE, { rate: 0.25, maturity: 0, seed });
    await network.logits(BATCH);
    await device.submit([...units.watch(BATCH), ...units.renew(step)]);
    return network.snapshot();
  };
  const first = await after(3, 5);
  expect(await after(3, 5)).toEqual(first);
  expect(await after(3, 6)).not.toEqual(first);
  expect(await after(4, 5)).not.toEqual(first);
});

test('a step that teaches nothing from the stream does not age units; a rate of 0 does nothing at all', async () => {
  const { units } = unitsOf();
  expect(units.watch({ ...BATCH, weights: new Float32Array(4) })).toEqual([]);
  expect(units.renew(0)).toEqual([]);
  expect(MethodBench.of(continualBackprop, { rate: 0 }).method).toEqual({});
});
