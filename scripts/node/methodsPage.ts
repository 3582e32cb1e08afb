// docs/methods.md, written from the plug-ins' own cards, so that the page cannot fall behind the code.

import { existsSync } from 'node:fs';
import { FAMILIES, type CardInfo, type Family } from '../../src/core/plugin.ts';
import { defaultValues } from '../../src/core/params.ts';
import { projectionVectors } from '../../src/engine/inputProjection.ts';
import { sizedShape } from '../../src/engine/model/sizes.ts';
import { METHODS } from '../../src/learning/methods/index.ts';
import type { MethodCost } from '../../src/learning/methodCost.ts';
import type { MethodPlugin } from '../../src/learning/methods/method.ts';
import { OBJECTIVES } from '../../src/learning/objectives/index.ts';
import { CONTEXT as CONTEXT_LENGTH, VOCABULARY_SIZE } from '../../src/learning/tasks/vocabulary.ts';
import type { ObjectivePlugin } from '../../src/learning/objectives/objective.ts';
import { readStepTimes } from './stepTimes.ts';
import { TRAINABLES } from '../../src/learning/trainables/index.ts';
import type { TrainablePlugin } from '../../src/learning/trainables/trainable.ts';

const SHAPE = sizedShape('tiny', VOCABULARY_SIZE, CONTEXT_LENGTH);

/** What a cost is declared for here; the page states it. */
const CONTEXT = {
  batchSize: 16,
  rows: 16,
  tasks: 4,
  phases: 4,
  projections: projectionVectors(SHAPE),
};

const TIMES = readStepTimes();

const HEAD = `# Methods

Every objective, method and set of trainable parameters of Palimpsest, from their own cards; \`npm run docs\` writes this page and a test compares it with
the code. A learner is one objective, a stack of methods, trainable parameters, an optimizer and a schedule.

Memory is counted in vectors as long as the model, and in stored examples; passes are forward-backward passes per step beyond
fine-tuning's one, and boundary passes are single sequences that go forward and backward at all the boundaries of a run
together. All of it at the defaults, for the tiny base and a stream of ${CONTEXT.phases} phases with a task each and batches of ${CONTEXT.batchSize}. The trainer compares what a run takes with what is declared here, and ends it when it takes more.
[grid.md](grid.md) has how each method does over the range of its main knob.

Step time is a training step of the tiny model in the second of two phases, divided by naive fine-tuning's, without the work
at boundaries: \`${TIMES.command}\` on ${TIMES.adapter}, ${TIMES.date}.
`;

/** A cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const source = ({ citation }: CardInfo): string =>
  citation ? `[${cell(citation.text)}](${citation.url})` : '';

function knobOf(info: CardInfo): string {
  const spec = info.mainKnob === undefined ? undefined : info.params[info.mainKnob];
  if (!spec) return '';
  const symbol = spec.kind === 'number' && spec.symbol ? `, ${spec.symbol}` : '';
  return `${spec.label}${symbol} = ${String(spec.default)}`;
}

function costOf(cost: MethodCost): string {
  const parts = [
    [cost.vectors, 'vector', 's'],
    [cost.passes, 'pass', 'es'],
    [cost.boundarySequences, 'boundary pass', 'es'],
    [cost.storedExamples, 'example', 's'],
  ] as const;
  const named = parts
    .filter(([count]) => count > 0)
    .map(
      ([count, one, plural]) =>
        `${count.toLocaleString('en-US', { maximumFractionDigits: 2 })} ${one}${count === 1 ? '' : plural}`,
    );
  return named.join(', ') || 'none';
}

/** A plug-in without a figure never changes a weight; a test sees to that. */
function stepTimeOf(id: string): string {
  const ratio = TIMES.ratios[id];
  return ratio === undefined ? '' : `× ${ratio.toFixed(2)}`;
}

/** Where a plug-in is compared with its paper's formulas. */
const TESTS: Readonly<Record<string, string>> = {
  'fine-tuning': 'trainer',
  frozen: 'trainer',
  dft: 'objectives/dynamicFineTuning',
  'rejection-sampling': 'objectives/rejectionSampling',
  'self-distillation': 'objectives/selfDistillation',
  rl: 'objectives/reinforcement',
  joint: 'methods/methods',
  replay: 'methods/methods',
  'l2-anchor': 'methods/l2Anchor',
  si: 'methods/synapticIntelligence',
  ewc: 'methods/onlineEwc',
  mas: 'methods/memoryAwareSynapses',
  'a-gem': 'methods/agem',
  gem: 'methods/gem',
  pcgrad: 'methods/pcgrad',
  ogd: 'methods/ogd',
  gpm: 'methods/gpm',
  'l2-init': 'methods/l2Init',
  ema: 'methods/weightAveraging',
  'wise-ft': 'methods/weightAveraging',
  'task-arithmetic': 'parts/merging',
  ties: 'parts/merging',
  're-invocation': 'methods/reInvocation',
  der: 'methods/darkReplay',
  'pseudo-rehearsal': 'methods/pseudoRehearsal',
  'cls-er': 'methods/complementaryMemory',
  'kl-reference': 'methods/klReference',
  retrieval: 'methods/memory',
  'knn-lm': 'methods/memory',
  'shrink-and-perturb': 'methods/shrinkAndPerturb',
  'continual-backprop': 'methods/continualBackprop',
  all: 'trainables/trainables',
  freezing: 'trainables/trainables',
  lora: 'trainables/trainables',
  'o-lora': 'trainables/trainables',
  sparse: 'trainables/sparse',
};

function testOf(id: string): string {
  const file = `src/learning/${TESTS[id]}.test.ts`;
  if (!existsSync(file)) throw new Error(`plug-in '${id}': expected its test, got no ${file}.`);
  return `[${file.split('/').at(-1)!}](../${file})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const byFamily = (a: CardInfo, b: CardInfo): number => {
  const order = Object.keys(FAMILIES) as Family[];
  return order.indexOf(a.family) - order.indexOf(b.family);
};

/** Rows of the sets of trainable parameters; their cost is what they hold beside training everything. */
function trainableRows(): string[][] {
  return (TRAINABLES as readonly TrainablePlugin[]).map((plugin) => {
    const cost = plugin.cost(defaultValues(plugin.info.params), CONTEXT.phases);
    return [
      FAMILIES[plugin.info.family],
      `**${plugin.info.label}** ${cell(plugin.info.summary)}`,
      `$${cell(plugin.info.equation)}$`,
      knobOf(plugin.info),
      costOf({ ...cost, passes: 0, storedExamples: 0 }),
      stepTimeOf(plugin.info.id),
      source(plugin.info),
      testOf(plugin.info.id),
    ];
  });
}

/** The whole page as Markdown. */
export function methodsPage(): string {
  const objectives = (OBJECTIVES as readonly ObjectivePlugin[]).toSorted((a, b) =>
    byFamily(a.info, b.info),
  );
  const methods = (METHODS as readonly MethodPlugin[]).toSorted((a, b) => byFamily(a.info, b.info));
  const objectiveRows = objectives.map((plugin) => [
    FAMILIES[plugin.info.family],
    `**${plugin.info.label}** ${cell(plugin.info.summary)}`,
    `$${cell(plugin.info.equation)}$`,
    knobOf(plugin.info),
    costOf(plugin.cost(defaultValues(plugin.info.params))),
    stepTimeOf(plugin.info.id),
    source(plugin.info),
    testOf(plugin.info.id),
  ]);
  const methodRows = methods.map((plugin) => [
    FAMILIES[plugin.info.family],
    `**${plugin.info.label}** ${cell(plugin.info.summary)}`,
    `$${cell(plugin.info.equation)}$`,
    knobOf(plugin.info),
    costOf(plugin.cost(defaultValues(plugin.info.params), CONTEXT)),
    stepTimeOf(plugin.info.id),
    source(plugin.info),
    testOf(plugin.info.id),
  ]);
  return `${HEAD}
## Objectives

${table(['family', 'objective', 'update', 'main knob', 'cost', 'step time', 'source', 'test'], objectiveRows)}

## Methods

${table(['family', 'method', 'update', 'main knob', 'cost', 'step time', 'source', 'test'], methodRows)}

## Trainable parameters

The numbers that LoRA and O-LoRA train are no whole-model vector and not counted here; a learner's card counts them.

${table(['family', 'set', 'update', 'main knob', 'cost', 'step time', 'source', 'test'], trainableRows())}
`;
}
