// Counter-based random numbers: pcg4d (Jarzynski and Olano 2020, "Hash Functions for GPU Rendering", JCGT 9(3)).
// shaders/lib/pcg4d.wgsl is the same function, so a draw is the same number on the CPU and on the GPU.

const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;

/** Hashes four u32 to four u32 (written into `out`). */
export function pcg4d(a: number, b: number, c: number, d: number, out: Uint32Array): void {
  let x = (Math.imul(a, MULTIPLIER) + INCREMENT) >>> 0;
  let y = (Math.imul(b, MULTIPLIER) + INCREMENT) >>> 0;
  let z = (Math.imul(c, MULTIPLIER) + INCREMENT) >>> 0;
  let w = (Math.imul(d, MULTIPLIER) + INCREMENT) >>> 0;
  x = (x + Math.imul(y, w)) >>> 0;
  y = (y + Math.imul(z, x)) >>> 0;
  z = (z + Math.imul(x, y)) >>> 0;
  w = (w + Math.imul(y, z)) >>> 0;
  x = (x ^ (x >>> 16)) >>> 0;
  y = (y ^ (y >>> 16)) >>> 0;
  z = (z ^ (z >>> 16)) >>> 0;
  w = (w ^ (w >>> 16)) >>> 0;
  x = (x + Math.imul(y, w)) >>> 0;
  y = (y + Math.imul(z, x)) >>> 0;
  z = (z + Math.imul(x, y)) >>> 0;
  w = (w + Math.imul(y, z)) >>> 0;
  out[0] = x;
  out[1] = y;
  out[2] = z;
  out[3] = w;
}

/** A u32 as a float in [0, 1) with 24 random bits; exact in f32. */
export function toUniform(bits: number): number {
  return (bits >>> 8) * 2 ** -24;
}

/** FNV-1a hash of a string, as u32. Used to name random streams and to split data by its content. */
export function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  // One round of mixing: FNV-1a alone leaves the high bits of short strings correlated.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A seeded sequence of random numbers. Two with the same (seed, purpose, step) give the same sequence. */
export class Rng {
  private readonly seed: number;
  private readonly purpose: number;
  private readonly step: number;
  private readonly block = new Uint32Array(4);
  private index = 0;

  constructor(seed: number, purpose = 0, step = 0) {
    this.seed = seed >>> 0;
    this.purpose = purpose >>> 0;
    this.step = step >>> 0;
  }

  /** An independent sequence named `name`; does not consume from this one. */
  fork(name: string, step = 0): Rng {
    return new Rng(this.seed, (this.purpose ^ hashString(name)) >>> 0, (this.step + step) >>> 0);
  }

  /** The next u32. */
  u32(): number {
    const lane = this.index & 3;
    if (lane === 0) pcg4d(this.seed, this.purpose, this.step, this.index >>> 2, this.block);
    this.index++;
    return this.block[lane]!;
  }

  /** The next float in [0, 1). */
  uniform(): number {
    return toUniform(this.u32());
  }

  /** An integer in {0, ..., bound - 1}. */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** A standard normal draw (Box-Muller, cosine branch). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** A shuffled copy (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }
}
