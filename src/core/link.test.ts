// Round trips, size, damage and hostile input of the link.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER, REPLAY_LEARNER } from './defaultExperiment.ts';
import { type Experiment, experimentSchema } from './experiment.ts';
import { decodeLink, encodeLink, packText } from './link.ts';
import { LINK_DEFAULTS } from './linkDefaults.ts';
import { arbitraryExperiment } from './testing/arbitraryExperiment.ts';
import { craftLink } from './testing/craftLink.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Whatever the fragment is: no exception, a valid experiment, and one that a link can carry without corrections. */
function expectSound(fragment: string): void {
  const { experiment, error } = decodeLink(fragment);
  expect(experimentSchema.safeParse(experiment).success).toBe(true);
  if (error) expect(experiment).toEqual(DEFAULT_EXPERIMENT);
  const again = decodeLink(encodeLink(experiment));
  expect(again).toEqual({ experiment, corrections: [], error: null, empty: false });
}

/** The same plain data with every object's keys in the opposite order. */
function reversedKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversedKeys) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reversedKeys(inner)] as const);
  return Object.fromEntries(entries.reverse()) as T;
}

/** As a knob sets it: without the tail of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** 12 phases and 6 learners with no two numbers, names or methods alike. */
function largeExperiment(): Experiment {
  const tasks = [
    'reverse',
    'next',
    'double',
    'drop-first',
    'swap-ends',
    'sort',
    'rotate',
    'mirror',
  ];
  const methods = ['replay', 'ewc', 'reference-kl', 'agem', 'gradient-projection', 'distillation'];
  return {
    ...DEFAULT_EXPERIMENT,
    name: 'Twelve phases, six learners, nothing alike',
    base: { kind: 'checkpoint', id: 'small-direct' },
    phases: Array.from({ length: 12 }, (_, i) => ({
      tasks: [
        { id: tasks[i % 8]!, weight: rounded(0.31 + 0.037 * i) },
        { id: tasks[(3 * i + 1) % 8]!, weight: rounded(0.91 - 0.053 * i) },
      ],
      steps: 101 + 67 * i,
      blur: 7 + 11 * i,
    })),
    learners: Array.from({ length: 6 }, (_, i) => ({
      id: `learner-${i + 1}`,
      name: `${methods[i]!} of strength ${rounded(0.17 + 0.29 * i)}`,
      mark: i,
      objective: { id: 'fine-tuning', params: { promptLoss: rounded(0.013 * (i + 1)) } },
      methods: [0, 1].map((k) => ({
        id: methods[(i + k) % 6]!,
        params: {
          strength: rounded(0.713 * (i + 1) + k),
          samples: 210 + 37 * i + k,
          decay: rounded(0.9 + 0.011 * i),
        },
      })),
      trainable: { id: 'last-layers', params: { layers: i + 1 } },
      optimizer: {
        id: 'adamw',
        params: {
          rate: rounded(0.00037 * (i + 1)),
          weightDecay: rounded(0.0123 * i),
          clip: rounded(1.1 + 0.3 * i),
        },
      },
      schedule: { id: 'cosine', params: { floor: rounded(0.0471 * (i + 1)), warmUp: 13 + 5 * i } },
    })),
    seeds: { first: 4711, count: 5 },
    batchSize: 24,
    evaluation: { every: 35, denseAfterBoundary: false, items: 384 },
  };
}

/** As long as the schema lets an experiment be. */
function largestExperiment(): Experiment {
  const id = (i: number) => `${i}`.padEnd(40, '-');
  const choice = (seed: number) => ({
    id: id(seed),
    params: Object.fromEntries(
      Array.from({ length: 12 }, (_, k) => [
        `p${seed * 12 + k}`.padEnd(24, 'x'),
        `${k}`.padEnd(24),
      ]),
    ),
  });
  return experimentSchema.parse({
    ...DEFAULT_EXPERIMENT,
    name: '\u0001'.repeat(80),
    phases: Array.from({ length: 24 }, () => ({
      tasks: Array.from({ length: 8 }, (_, k) => ({ id: id(k), weight: 0.012345678901234567 })),
      steps: 2000,
      blur: 1000,
    })),
    learners: Array.from({ length: 6 }, (_, i) => ({
      id: id(i),
      name: '\u0001'.repeat(40),
      mark: 6,
      objective: choice(10 * i),
      methods: Array.from({ length: 6 }, (_, k) => choice(10 * i + k + 1)),
      trainable: choice(10 * i + 7),
      optimizer: choice(10 * i + 8),
      schedule: choice(10 * i + 9),
    })),
  });
}

describe('encodeLink and decodeLink', () => {
  it('carry any valid experiment unchanged', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => {
        const decoded = decodeLink(encodeLink(experiment));
        expect(decoded).toEqual({ experiment, corrections: [], error: null, empty: false });
      }),
      { numRuns: 100 },
    );
  });

  it('give equal links for equal experiments, whatever the order of their keys', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => {
        expect(encodeLink(reversedKeys(experiment))).toBe(encodeLink(experiment));
      }),
      { numRuns: 50 },
    );
  });

  it('use characters that a URL fragment keeps as they are', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => {
        expect(encodeLink(experiment)).toMatch(/^1[A-Za-z0-9_-]+$/);
      }),
      { numRuns: 20 },
    );
  });

  it('stay under 2,000 characters for 12 phases and 6 learners without a repeated value', () => {
    const experiment = largeExperiment();
    expect(experimentSchema.safeParse(experiment).success).toBe(true);
    const link = encodeLink(experiment);
    expect(link.length).toBeLessThan(2000);
    expect(decodeLink(link).experiment).toEqual(experiment);
  });

  it('have room for the largest valid experiment', () => {
    const experiment = largestExperiment();
    const decoded = decodeLink(encodeLink(experiment));
    expect(decoded.error).toBeNull();
    expect(decoded.experiment).toEqual(experiment);
  });

  it('write a default learner as its id and what differs', () => {
    const experiment = {
      ...LINK_DEFAULTS,
      learners: [REPLAY_LEARNER, { ...NAIVE_LEARNER, mark: 3 }],
    };
    const crafted = craftLink({ learners: [{ id: 'replay' }, { mark: 3 }] });
    expect(encodeLink(experiment)).toBe(crafted);
  });
});

describe('decodeLink of nothing', () => {
  it.each(['', '#'])('opens the default experiment without an error: %j', (fragment) => {
    const expected = { experiment: DEFAULT_EXPERIMENT, corrections: [], error: null, empty: true };
    expect(decodeLink(fragment)).toEqual(expected);
  });

  it('takes a fragment with or without its #', () => {
    const link = encodeLink(largeExperiment());
    expect(decodeLink(`#${link}`)).toEqual(decodeLink(link));
  });
});

describe('decodeLink of an unreadable link', () => {
  const good = encodeLink(largeExperiment());
  const bomb = packText(`{"name":"${' '.repeat(20_000_000)}"}`);
  const cases: [string, string, string][] = [
    ['characters outside base64url', `1${good.slice(1, 40)}+/=${good.slice(40)}`, 'base64url'],
    ['a format digit alone', '1', 'base64url'],
    ['text from elsewhere', 'section-2', 'format 1'],
    ['a newer format', `2${good.slice(1)}`, 'format 1'],
    ['a cut link', good.slice(0, 100), 'the checksum'],
    ['text that is not JSON', packText('{"name":'), 'a JSON object'],
    ['JSON that is not an object', craftLink([1, 2]), 'a JSON object'],
    ['text over 64 kB', craftLink({ name: 'x'.repeat(65_536) }), 'at most 64 kB'],
    ['a bomb', bomb, 'at most 64 kB'],
    ['an endless fragment', `1${'A'.repeat(1_000_000)}`, 'at most 90,000 characters'],
  ];

  it.each(cases)('says why and opens the default experiment: %s', (_, fragment, expected) => {
    const { experiment, corrections, error, empty } = decodeLink(fragment);
    expect(experiment).toEqual(DEFAULT_EXPERIMENT);
    expect(corrections).toEqual([]);
    expect(empty).toBe(false);
    expect(error?.code).toBe('bad-link');
    expect(error?.message).toContain(`link: expected ${expected}`);
    expect(error?.hint).toContain('Opening the default experiment.');
  });

  it('names a newer version where the format digit is another', () => {
    expect(decodeLink(`2${good.slice(1)}`).error?.hint).toContain('newer version');
    expect(decodeLink(`x${good.slice(1)}`).error?.hint).toContain('cut short');
  });

  it('notices every cut', () => {
    for (let length = 1; length < good.length; length++) {
      expect(decodeLink(good.slice(0, length)).error?.code).toBe('bad-link');
    }
  });

  it('opens whole text of exactly 64 kB', () => {
    const padding = 65_536 - JSON.stringify({ name: '' }).length;
    const decoded = decodeLink(craftLink({ name: 'x'.repeat(padding) }));
    expect(decoded.error).toBeNull();
    expect(decoded.experiment.name).toBe('x'.repeat(80));
  });
});

describe('decodeLink of garbage', () => {
  const fieldNames = [
    ...Object.keys(DEFAULT_EXPERIMENT),
    ...Object.keys(NAIVE_LEARNER),
    '__proto__',
  ];
  const json = fc.jsonValue({ depthSize: 'medium' });

  it('is sound for any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), expectSound));
  });

  it('is sound for any base64url after the format digit', () => {
    const payload = fc.string({ unit: fc.constantFrom(...BASE64URL), maxLength: 300 });
    fc.assert(
      fc.property(payload, (text) => expectSound(`1${text}`)),
      { numRuns: 300 },
    );
  });

  it('is sound for any JSON', () => {
    const object = fc.dictionary(fc.constantFrom(...fieldNames), json);
    const nested = fc.record({
      base: fc.array(json, { maxLength: 12 }),
      phases: fc.array(fc.tuple(json, json, json), { maxLength: 30 }),
      learners: fc.array(object, { maxLength: 8 }),
      seeds: object,
    });
    const properties = { numRuns: 200 };
    fc.assert(
      fc.property(fc.oneof(json, object, nested), (v) => expectSound(craftLink(v))),
      properties,
    );
  });

  it('is sound after any change of one character', () => {
    const change = fc.tuple(arbitraryExperiment, fc.nat(), fc.constantFrom(...BASE64URL, '%', ' '));
    const property = fc.property(change, ([experiment, place, character]) => {
      const link = encodeLink(experiment);
      const index = place % link.length;
      expectSound(link.slice(0, index) + character + link.slice(index + 1));
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('is sound for lists nested ten thousand deep', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    for (const field of ['name', 'base', 'phases', 'learners', 'seeds', 'batchSize']) {
      expectSound(packText(`{"${field}":${deep}}`));
      expectSound(packText(`{"${field}":[${deep}]}`));
    }
    expectSound(packText(`{"learners":[{"optimizer":["adamw",{"rate":${deep}}]}]}`));
  });

  it('never lets a link reach the prototype of anything', () => {
    decodeLink(packText('{"__proto__":{"polluted":1},"seeds":{"__proto__":{"polluted":1}}}'));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
