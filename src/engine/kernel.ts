// A kernel: one WGSL file and one plain TypeScript loop (the reference) under the same bindings. The declaration in
// TypeScript is compared with the WGSL when it is loaded, so a misspelt name fails at once and not as a wrong number.

import { AppError } from '../core/errors.ts';
import { shaderSource } from './shaderSources.ts';

/** Name of a declared binding: `'weight'` holds f32, `'tokens:u32'` holds u32. */
export type BindingName<B extends string> = B extends `${infer N}:u32` ? N : B;

/** What a reference function is given: one typed array per binding, whole buffers, as the WGSL sees them (flat). */
export type ReferenceBuffers<B extends string> = {
  readonly [K in B as BindingName<K>]: K extends `${string}:u32` ? Uint32Array : Float32Array;
};

export type ParamType = 'u32' | 'i32' | 'f32';

export interface BindingInfo {
  readonly name: string;
  readonly type: 'f32' | 'u32';
  readonly access: 'read' | 'read_write';
}

export interface ParamInfo {
  readonly name: string;
  readonly type: ParamType;
}

export interface Kernel<B extends string = string, P extends string = string> {
  readonly name: string;
  readonly bindings: readonly BindingInfo[];
  readonly params: readonly ParamInfo[];
  readonly source: string;
  /** Does what the WGSL does for the whole grid, one element after the other. */
  readonly reference: (
    buffers: Record<string, Float32Array | Uint32Array>,
    params: Record<string, number>,
  ) => void;
  /** Only for the type checker: which names a dispatch must give. */
  readonly types?: { bindings: B; params: P };
}

const BINDING =
  /@group\(0\)\s*@binding\((\d+)\)\s*var<storage,\s*(read_write|read)>\s*(\w+)\s*:\s*array<\s*(\w+)\s*>/g;
const PARAMS_STRUCT = /struct\s+Params\s*\{([^}]*)\}/;
const PARAM = /(\w+)\s*:\s*(u32|i32|f32)\s*,?/g;

function parseBindings(name: string, source: string): BindingInfo[] {
  const found: BindingInfo[] = [];
  for (const [, index, access, binding, element] of source.matchAll(BINDING)) {
    if (Number(index) !== found.length) {
      const message = `${name}.wgsl: expected binding ${found.length} next, got ${index}.`;
      throw new AppError('internal', message, 'Declare storage bindings in order from 0.');
    }
    const type = element === 'u32' || element === 'vec4u' ? 'u32' : 'f32';
    found.push({ name: binding!, type, access: access as 'read' | 'read_write' });
  }
  return found;
}

function parseParams(source: string): ParamInfo[] {
  const body = PARAMS_STRUCT.exec(source)?.[1]?.replace(/\/\/.*$/gm, '') ?? '';
  return [...body.matchAll(PARAM)].map(([, name, type]) => ({
    name: name!,
    type: type as ParamType,
  }));
}

function expectSame(
  kernel: string,
  what: string,
  declared: readonly string[],
  found: readonly string[],
): void {
  if (declared.join() === found.join()) return;
  const message = `${kernel}.wgsl: expected ${what} ${declared.join(', ')}, got ${found.join(', ')}.`;
  throw new AppError('internal', message, 'The declaration and the WGSL must agree.');
}

/**
 * Declares a kernel.
 *
 * @param name file name without `.wgsl`
 * @param bindings storage bindings of group 0 in order; f32 unless marked `:u32`
 * @param params fields of `struct Params` in order
 * @param reference the same computation as plain loops
 * @param lib files of shaders/lib/ whose functions it uses
 */
export function kernel<const B extends string, const P extends string>(
  name: string,
  bindings: readonly B[],
  params: readonly P[],
  reference: (buffers: ReferenceBuffers<B>, params: Readonly<Record<P, number>>) => void,
  lib: readonly string[] = [],
): Kernel<B, P> {
  const sources = [name, ...lib].map((file) => {
    const source = shaderSource(file);
    if (source === undefined) {
      throw new AppError('internal', `kernel '${name}': expected a file ${file}.wgsl, got none.`);
    }
    return source;
  });
  const bindingInfos = parseBindings(name, sources[0]!);
  const paramInfos = parseParams(sources[0]!);
  expectSame(
    name,
    'bindings',
    bindings,
    bindingInfos.map((b) => (b.type === 'u32' ? `${b.name}:u32` : b.name)),
  );
  expectSame(
    name,
    'params',
    params,
    paramInfos.map((p) => p.name),
  );
  return {
    name,
    bindings: bindingInfos,
    params: paramInfos,
    source: sources.join('\n'),
    reference: reference as unknown as Kernel['reference'],
  };
}
