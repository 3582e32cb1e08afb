// Trains a base checkpoint with Palimpsest's own engine: `npm run pretrain -- --size tiny`, or `-- --world facts --id facts` for
// one of another world. What the world has learned alone comes first, then everything the base is to know.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BaseInfo } from '../src/core/catalog.ts';
import { AppError } from '../src/core/errors.ts';
import { Rng } from '../src/core/rng.ts';
import { weightSum } from '../src/engine/batch.ts';
import { saveSafetensors } from '../src/engine/checkpoint/safetensors.ts';
import { initialParameters } from '../src/engine/model/init.ts';
import { Network } from '../src/engine/model/network.ts';
import { parameterLayout } from '../src/engine/model/shape.ts';
import { type SizeName, sizedShape } from '../src/engine/model/sizes.ts';
import { createWorkspace } from '../src/engine/model/workspace.ts';
import { ADAMW_DEFAULTS, adamw } from '../src/engine/optimizers/adamw.ts';
import { WebgpuDevice } from '../src/engine/webgpuDevice.ts';
import { makeBatch } from '../src/learning/batching.ts';
import { capabilitiesOf } from '../src/learning/capabilities.ts';
import { evaluateNetwork, makeEvaluationSet } from '../src/learning/evaluate.ts';
import { cosine } from '../src/learning/schedules/cosine.ts';
import type { Item } from '../src/learning/example.ts';
import { worldOf } from '../src/learning/worlds/index.ts';
import { CONTEXT, VOCABULARY_SIZE } from '../src/learning/tasks/vocabulary.ts';
import { openDawn } from './node/openDawn.ts';

const EVALUATE_EVERY = 500;
const EVALUATION_ITEMS = 200;
const BASES = 'public/bases';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    size: { type: 'string', default: 'tiny' },
    world: { type: 'string', default: 'strings' },
    batch: { type: 'string', default: '32' },
    id: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'first-steps': { type: 'string' },
    steps: { type: 'string', default: '14000' },
    'learning-rate': { type: 'string', default: '2e-3' },
    'prompt-weight': { type: 'string', default: '0.1' },
  },
});

const WORLD = worldOf(options.world);
const BATCH = Number(options.batch);

interface Stage {
  readonly name: string;
  readonly steps: number;
  readonly sample: (rng: Rng) => Item;
}

/** The mixture, after what the world has learned alone for as many steps as it says, or as `--first-steps` does. */
function stages(): Stage[] {
  const { first } = WORLD;
  const mixture = WORLD.mixture({ promptWeight: Number(options['prompt-weight']) });
  const all = {
    name: 'mixture',
    steps: Number(options.steps),
    sample: (rng: Rng) => mixture.sample(rng),
  };
  if (!first) return [all];
  const { task, steps } = first;
  return [
    {
      name: task.info.id,
      steps: Number(options['first-steps'] ?? steps),
      sample: (rng) => task.sample(rng),
    },
    all,
  ];
}

/** Two backward passes, over the shorter and the longer half, cost less padding and give the same gradient. */
function halves(items: readonly Item[]) {
  const byLength = items.toSorted((a, b) => a.tokens.length - b.tokens.length);
  return [makeBatch(byLength.slice(0, BATCH / 2)), makeBatch(byLength.slice(BATCH / 2))] as const;
}

async function trainStage(
  network: Network,
  stage: Stage,
  seed: number,
  report: (step: number) => Promise<void>,
) {
  const schedule = cosine.create(null, { warmup: 100, floor: 0.05, span: 'run' });
  network.optimizer.reset();
  for (let step = 0; step < stage.steps; step++) {
    const rng = new Rng(seed).fork(`pretrain.${stage.name}`, step);
    const [short, long] = halves(Array.from({ length: BATCH }, () => stage.sample(rng)));
    const normaliser = weightSum(short) + weightSum(long);
    const position = { step, totalSteps: stage.steps, phaseStep: step, phaseSteps: stage.steps };
    const learningRate = network.optimizer.learningRate * schedule.factor(position);
    await network.device.submit([
      network.begin(),
      network.lossAndBackward(short, step, { normaliser, slot: 0 }),
      network.lossAndBackward(long, step, { normaliser, slot: 1 }),
      network.update(step, learningRate),
    ]);
    if ((step + 1) % EVALUATE_EVERY === 0 || step + 1 === stage.steps) await report(step);
  }
}

function saveBase(id: string, file: Uint8Array, card: BaseInfo): void {
  mkdirSync(BASES, { recursive: true });
  writeFileSync(`${BASES}/${id}.safetensors`, file);
  const index = `${BASES}/index.json`;
  let cards: BaseInfo[] = [];
  try {
    cards = JSON.parse(readFileSync(index, 'utf8'));
  } catch {
    console.log(`${index} is new.`);
  }
  const at = cards.findIndex((c) => c.id === id);
  cards = at < 0 ? [...cards, card] : cards.with(at, card);
  writeFileSync(index, `${JSON.stringify(cards, null, 2)}\n`);
}

/** Accuracy by capability id; printed as a line. */
async function accuracies(network: Network): Promise<Record<string, number>> {
  const { maxRows, maxSequences } = network.workspace;
  const set = makeEvaluationSet(capabilitiesOf([], EVALUATION_ITEMS, WORLD), maxRows, maxSequences);
  const result = await evaluateNetwork(network, set);
  return Object.fromEntries(
    set.capabilities.map((c, i) => [c.capability.id, result!.accuracy[i]!]),
  );
}

export async function main(): Promise<void> {
  const size = options.size as SizeName;
  const id = options.id ?? size;
  const seed = Number(options.seed);
  const { device: gpu, report: adapter } = await openDawn();
  const device = new WebgpuDevice(gpu, adapter);
  device.onError((error) => console.error(error.message));
  const shape = sizedShape(size, VOCABULARY_SIZE, CONTEXT);
  const layout = parameterLayout(shape);
  const learningRate = Number(options['learning-rate']);
  const network = new Network({
    owner: 'pretrain',
    device,
    layout,
    workspace: createWorkspace(device, shape, BATCH * CONTEXT, BATCH),
    initial: initialParameters(shape, seed),
    createOptimizer: (context) =>
      adamw.create(context, { ...ADAMW_DEFAULTS, learningRate, weightDecay: 0.05 }),
  });
  const command = `npm run pretrain -- ${process.argv.slice(2).join(' ')}`.trim();
  const began = performance.now();
  let accuracy: Record<string, number> = {};
  for (const stage of stages()) {
    await trainStage(network, stage, seed, async (step) => {
      const [last] = await network.scalars(step, step);
      if (!Number.isFinite(last!.loss)) {
        const message = `pretrain: expected a finite loss, got ${last!.loss} at step ${step} of ${stage.name}.`;
        throw new AppError('diverged', message, 'Try --learning-rate 1.5e-3 or another --seed.');
      }
      accuracy = await accuracies(network);
      const figures = Object.entries(accuracy).map(([key, value]) => `${key} ${value.toFixed(3)}`);
      const minutes = ((performance.now() - began) / 60_000).toFixed(1);
      console.log(
        `${stage.name} ${step + 1}/${stage.steps}  ${minutes} min  loss ${last!.loss.toFixed(4)}  ${figures.join('  ')}`,
      );
    });
  }
  const steps = stages().reduce((sum, s) => sum + s.steps, 0);
  const date = new Date().toISOString().slice(0, 10);
  const card: BaseInfo = {
    id,
    label: id,
    size,
    shape,
    parameters: layout.parameters,
    world: WORLD.info.id,
    examples: BATCH * steps,
    data: `${WORLD.info.label}: ${WORLD.info.summary} ${BATCH} items a step, loss ${options['prompt-weight']} on prompts.`,
    steps,
    seed,
    adapter: adapter.name,
    command,
    date,
    accuracy,
  };
  const metadata = { id, size, seed: String(seed), steps: String(steps), date, command };
  saveBase(id, saveSafetensors(await network.snapshot(), layout, metadata), card);
  console.log(`Saved ${BASES}/${id}.safetensors and its card.`);
}
