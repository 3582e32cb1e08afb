// A link names a plug-in and leaves out what is at its default. A default that changed would give old links another meaning,
// so the defaults of link format 1 are written down here: add to them, never change them.

import { expect, test } from 'vitest';
import { defaultValues } from '../core/params.ts';
import { makeCatalog } from './catalog.ts';

const FORMAT_1 = {
  adamw: {
    learningRate: 1e-3,
    weightDecay: 0,
    beta1: 0.9,
    beta2: 0.99,
    clip: 1,
    boundary: 'reset',
  },
  sgd: { learningRate: 0.05, momentum: 0.9, weightDecay: 0, clip: 1, boundary: 'reset' },
  muon: {
    learningRate: 0.02,
    adamRate: 1e-3,
    momentum: 0.95,
    weightDecay: 0,
    clip: 1,
    boundary: 'reset',
  },
  constant: { warmup: 10, span: 'phase' },
  cosine: { warmup: 10, floor: 0.1, span: 'phase' },
  replay: {
    share: 0.25,
    general: 1000,
    perTask: 100,
    generalShare: 0.5,
    memory: 'per-task',
    window: 0,
  },
  joint: { generalShare: 0.5 },
  'l2-anchor': { strength: 0.1, anchor: 'base' },
  'kl-reference': {
    strength: 1,
    reference: 'previous',
    direction: 'forward',
    data: 'general',
    temperature: 1,
    batch: 8,
    general: 1000,
    perTask: 100,
  },
  'a-gem': {
    batch: 16,
    general: 1000,
    perTask: 100,
    generalShare: 0.5,
    projected: 'gradient',
  },
  gem: { batch: 8, margin: 0.5, general: 1000, perTask: 100, projected: 'gradient' },
  pcgrad: { batch: 8, general: 1000, perTask: 100 },
  ogd: { directions: 40, base: true, projected: 'gradient' },
  gpm: { threshold: 0.95, growth: 0.003, inputs: 64, base: true, projected: 'gradient' },
  'l2-init': { strength: 0.001 },
  si: { strength: 1, damping: 0.001 },
  're-invocation': {
    share: 0.25,
    reference: 'previous',
    prompts: 'general',
    batch: 16,
    general: 1000,
    perTask: 100,
  },
  der: {
    strength: 0.3,
    labels: 0,
    batch: 16,
    general: 1000,
    perTask: 100,
    generalShare: 0.5,
  },
  'pseudo-rehearsal': {
    share: 0.5,
    source: 'previous',
    starts: 'control',
    targets: 'soft',
    written: 1000,
  },
  'cls-er': {
    batch: 16,
    strength: 0.1,
    plasticDecay: 0.98,
    plasticRate: 0.9,
    stableDecay: 0.99,
    stableRate: 0.7,
    general: 1000,
    perTask: 100,
  },
  ewc: {
    strength: 0.2,
    labels: 'sampled',
    inputs: 64,
    samples: 16,
    decay: 1,
    base: true,
    anchors: 'latest',
  },
  mas: { strength: 0.2, inputs: 64, decay: 1, base: true },
  ema: { window: 50 },
  'wise-ft': { share: 0.5, when: 'phase' },
  retrieval: { shown: 2, perTask: 500 },
  'knn-lm': { share: 0.5, neighbours: 8, temperature: 0.1, perTask: 200 },
  'shrink-and-perturb': { share: 0.2 },
  'continual-backprop': {
    rate: 1e-4,
    maturity: 100,
    decay: 0.99,
    utility: 'adaptable-contribution',
  },
  'fine-tuning': {},
  dft: {},
  'rejection-sampling': { samples: 8, kept: 1, interval: 50 },
  'self-distillation': {
    teacher: 'average',
    rate: 0.02,
    demonstration: 'given',
    data: 'own',
    direction: 'reverse',
  },
  rl: { group: 8, advantage: 'grpo', credit: 'exact' },
  frozen: {},
  all: {},
  freezing: { depth: 2, kinds: 'every' },
  lora: { rank: 8, alpha: 16, matrices: 'all', boundary: 'merge' },
  'o-lora': { strength: 0.5, rank: 8, alpha: 16, matrices: 'all' },
  sparse: { share: 0.01, score: 'background', inputs: 32 },
};

test('the defaults that links of format 1 leave out stay as they are', () => {
  const { objectives, methods, trainables, optimizers, schedules } = makeCatalog([]);
  const infos = [...objectives, ...methods, ...trainables, ...optimizers, ...schedules];
  const now = Object.fromEntries(infos.map((info) => [info.id, defaultValues(info.params)]));
  expect(now).toEqual(FORMAT_1);
});
