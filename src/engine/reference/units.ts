// The life of hidden units under continual backpropagation as plain loops: the reference of unit_*.wgsl. `unit_offset` is the
// first unit of the layer where the units of all layers lie side by side.

import { pcg4d, toUniform } from '../../core/rng.ts';

/** Second counter of pcg4d: keeps these draws apart from every other use of the seed. */
const PURPOSE = 0xcb9;
const SMALLEST = 1e-12;

interface ActivityParams {
  readonly rows: number;
  readonly units: number;
  readonly chunks: number;
  readonly chunk: number;
  readonly unit_offset: number;
  readonly partials_offset: number;
  readonly absolute: number;
}

/** partials[chunk, unit] = sum over the chunk's rows of weight |h - centre|, or of weight h. hidden: rows x units. */
export function unitActivity(
  buffers: {
    readonly hidden: Float32Array;
    readonly row_weights: Float32Array;
    readonly centres: Float32Array;
    readonly partials: Float32Array;
  },
  params: ActivityParams,
): void {
  const { hidden, row_weights, centres, partials } = buffers;
  const { rows, units, chunks, chunk, unit_offset, partials_offset, absolute } = params;
  for (let index = 0; index < chunks * units; index++) {
    const unit = index % units;
    const first = Math.floor(index / units) * chunk;
    const centre = centres[unit_offset + unit]!;
    let sum = 0;
    for (let row = first; row < Math.min(first + chunk, rows); row++) {
      const h = hidden[row * units + unit]!;
      sum += row_weights[row]! * (absolute === 1 ? Math.abs(h - centre) : h);
    }
    partials[partials_offset + index] = sum;
  }
}

interface SumParams {
  readonly units: number;
  readonly chunks: number;
  readonly unit_offset: number;
  readonly partials_offset: number;
  readonly decay: number;
}

/** Sum over the chunks of one unit. */
function total(partials: Float32Array, unit: number, params: SumParams): number {
  let sum = 0;
  for (let chunk = 0; chunk < params.chunks; chunk++)
    sum += partials[params.partials_offset + chunk * params.units + unit]!;
  return sum;
}

/** means <- decay means + (1 - decay) m, centres = means / (1 - decay^(ages + 1)) */
export function unitCentre(
  buffers: {
    readonly partials: Float32Array;
    readonly ages: Float32Array;
    readonly means: Float32Array;
    readonly centres: Float32Array;
  },
  params: SumParams,
): void {
  const { partials, ages, means, centres } = buffers;
  const { units, unit_offset, decay } = params;
  for (let unit = 0; unit < units; unit++) {
    const at = unit_offset + unit;
    const running = decay * means[at]! + (1 - decay) * total(partials, unit, params);
    means[at] = running;
    centres[at] = running / (1 - decay ** (ages[at]! + 1));
  }
}

/** Where the weights of the units of one layer are in a flat vector. */
interface WeightParams {
  readonly units: number;
  readonly width: number;
  readonly inputs: number;
  readonly unit_offset: number;
  readonly up_offset: number;
  readonly down_offset: number;
}

/** Means of |incoming| and |outgoing| weights of a unit. */
function weightSizes(parameters: Float32Array, unit: number, params: WeightParams) {
  const { units, width, inputs, up_offset, down_offset } = params;
  let outgoing = 0;
  let incoming = 0;
  for (let k = 0; k < width; k++) {
    outgoing += Math.abs(parameters[down_offset + k * units + unit]!);
    for (let block = 0; block < inputs; block++)
      incoming += Math.abs(parameters[up_offset + (block * units + unit) * width + k]!);
  }
  return { outgoing: outgoing / width, incoming: incoming / (inputs * width) };
}

/** Ages by a step and updates the running utility; see unit_utility.wgsl. */
export function unitUtility(
  buffers: {
    readonly partials: Float32Array;
    readonly parameters: Float32Array;
    readonly utilities: Float32Array;
    readonly ages: Float32Array;
    readonly corrected: Float32Array;
  },
  params: SumParams & WeightParams & { readonly adaptable: number },
): void {
  const { partials, parameters, utilities, ages, corrected } = buffers;
  const { units, unit_offset, decay, adaptable } = params;
  for (let unit = 0; unit < units; unit++) {
    const { outgoing, incoming } = weightSizes(parameters, unit, params);
    const contribution = total(partials, unit, params) * outgoing;
    const fresh = adaptable === 1 ? contribution / Math.max(incoming, SMALLEST) : contribution;
    const at = unit_offset + unit;
    const age = ages[at]! + 1;
    const utility = decay * utilities[at]! + (1 - decay) * fresh;
    ages[at] = age;
    utilities[at] = utility;
    corrected[at] = utility / (1 - decay ** age);
  }
}

interface ChooseBuffers {
  readonly corrected: Float32Array;
  readonly utilities: Float32Array;
  readonly means: Float32Array;
  readonly ages: Float32Array;
  readonly waiting: Float32Array;
  readonly chosen: Uint32Array;
}

interface ChooseParams {
  readonly layers: number;
  readonly units: number;
  readonly rate: number;
  readonly maturity: number;
}

/** Chooses the mature units of lowest utility in every layer; see unit_choose.wgsl. Rounds to f32 as the WGSL does. */
export function unitChoose(buffers: ChooseBuffers, params: ChooseParams): void {
  const { corrected, utilities, means, ages, waiting, chosen } = buffers;
  const { layers, units, maturity } = params;
  const f32 = Math.fround;
  const rate = f32(params.rate);
  for (let layer = 0; layer < layers; layer++) {
    const own = Array.from({ length: units }, (_, i) => layer * units + i);
    for (const i of own) chosen[i] = 0;
    const mature = own.filter((i) => ages[i]! > maturity);
    mature.sort((i, j) => corrected[i]! - corrected[j]! || i - j);
    let due = f32(waiting[layer]! + f32(rate * mature.length));
    for (; due >= 1 && mature.length > 0; due = f32(due - 1)) {
      const lowest = mature.shift()!;
      chosen[lowest] = 1;
      for (const figure of [utilities, means, ages]) figure[lowest] = 0;
    }
    waiting[layer] = due;
  }
}

/** New incoming weights, normal with this deviation, and outgoing ones of 0 for the chosen units; see unit_reset.wgsl. */
export function unitReset(
  buffers: { readonly chosen: Uint32Array; readonly destination: Float32Array },
  params: WeightParams & {
    readonly deviation: number;
    readonly seed: number;
    readonly step: number;
  },
): void {
  const { chosen, destination } = buffers;
  const { units, width, inputs, unit_offset, up_offset, down_offset, deviation } = params;
  const bits = new Uint32Array(4);
  const normal = (counter: number) => {
    pcg4d(params.seed, PURPOSE, params.step, counter, bits);
    const radius = Math.sqrt(-2 * Math.log(1 - toUniform(bits[0]!)));
    return radius * Math.cos(Math.PI * (2 * toUniform(bits[1]!) - 1));
  };
  for (let unit = 0; unit < units; unit++) {
    if (chosen[unit_offset + unit] === 0) continue;
    for (let column = 0; column < width; column++) {
      for (let block = 0; block < inputs; block++) {
        const at = up_offset + (block * units + unit) * width + column;
        destination[at] = deviation > 0 ? deviation * normal(at) : 0;
      }
      destination[down_offset + column * units + unit] = 0;
    }
  }
}
