// Registry of kernels: every WGSL file has its entry here, and every entry its file.

import * as activation from './kernels/activation.ts';
import * as attention from './kernels/attention.ts';
import * as basis from './kernels/basis.ts';
import * as consolidation from './kernels/consolidation.ts';
import * as embedding from './kernels/embedding.ts';
import * as gradientMemories from './kernels/gradientMemories.ts';
import * as linear from './kernels/linear.ts';
import * as logitFunctions from './kernels/logitFunctions.ts';
import * as logits from './kernels/logits.ts';
import * as lora from './kernels/lora.ts';
import * as loss from './kernels/loss.ts';
import * as memory from './kernels/memory.ts';
import * as muon from './kernels/muon.ts';
import * as normalization from './kernels/normalization.ts';
import * as optimizer from './kernels/optimizer.ts';
import * as reduction from './kernels/reduction.ts';
import * as sampledTokens from './kernels/sampledTokens.ts';
import * as sampling from './kernels/sampling.ts';
import * as units from './kernels/units.ts';
import * as vector from './kernels/vector.ts';
import type { Kernel } from './kernel.ts';

const families = [
  activation,
  attention,
  basis,
  consolidation,
  embedding,
  gradientMemories,
  linear,
  logitFunctions,
  logits,
  lora,
  loss,
  memory,
  muon,
  normalization,
  optimizer,
  reduction,
  sampledTokens,
  sampling,
  units,
  vector,
];

function isKernel(value: unknown): value is Kernel {
  return typeof value === 'object' && value !== null && 'reference' in value && 'source' in value;
}

/** Every kernel, in alphabetical order of its family. */
export const KERNELS: readonly Kernel[] = families.flatMap((family) =>
  Object.values(family).filter(isKernel),
);
