// Kernels of rotary positions, causal attention with grouped heads (memory linear in the context) and the key-value
// cache. Head widths are multiples of 8 up to any size: an invocation owns a chunk of at most CHUNK values of a head.

import { kernel } from '../kernel.ts';
import {
  attentionBackwardKeyValue,
  attentionBackwardQuery,
  attentionForward,
  rotaryApply,
} from '../reference/attention.ts';
import { attentionDecode, cacheAppend } from '../reference/attentionCache.ts';
import type { Grid } from '../recorder.ts';
import { threadGrid } from './threadGrid.ts';

/** Values of a head that one invocation accumulates: 8 vec4f written out by hand in the WGSL. */
const CHUNK = 32;
/** Queries of one invocation of attention_forward and attention_backward_query. */
const QUERIES = 4;
/** Keys of one invocation of attention_backward_key_value. */
const KEYS = 2;

function chunks(headWidth: number): number {
  return Math.ceil(headWidth / CHUNK);
}

/**
 * cos and sin of position * base^(-2 i / headWidth) for every position and pair i (Su et al. 2021).
 * Shape: context x headWidth / 2 x {cos, sin}.
 */
export function rotaryTable(context: number, headWidth: number, base: number): Float32Array {
  const half = headWidth / 2;
  const table = new Float32Array(context * half * 2);
  for (let position = 0; position < context; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * base ** ((-2 * i) / headWidth);
      table[(position * half + i) * 2] = Math.cos(angle);
      table[(position * half + i) * 2 + 1] = Math.sin(angle);
    }
  }
  return table;
}

/** Grid of rotary_apply. */
export function rotaryGrid(rows: number, heads: number, headWidth: number): Grid {
  return threadGrid((rows * heads * headWidth) / 8);
}

export const rotary_apply = kernel(
  'rotary_apply',
  ['table', 'data'],
  ['rows', 'time', 'heads', 'head_width', 'stride', 'data_offset', 'position_offset', 'sign'],
  rotaryApply,
);

/** Grid of attention_forward and of attention_backward_query. */
export function attentionGrid(
  sequences: number,
  time: number,
  heads: number,
  headWidth: number,
): Grid {
  return threadGrid(sequences * heads * chunks(headWidth) * Math.ceil(time / QUERIES));
}

export const attention_forward = kernel(
  'attention_forward',
  ['qkv', 'output', 'logsumexp'],
  ['sequences', 'time', 'heads', 'key_value_heads', 'head_width', 'scale'],
  attentionForward,
);

export const attention_backward_query = kernel(
  'attention_backward_query',
  ['qkv', 'output', 'grad_output', 'logsumexp', 'delta', 'grad_qkv'],
  ['sequences', 'time', 'heads', 'key_value_heads', 'head_width', 'scale'],
  attentionBackwardQuery,
);

/** Grid of attention_backward_key_value. */
export function attentionKeyValueGrid(
  sequences: number,
  time: number,
  keyValueHeads: number,
  headWidth: number,
): Grid {
  return threadGrid(sequences * keyValueHeads * chunks(headWidth) * Math.ceil(time / KEYS));
}

export const attention_backward_key_value = kernel(
  'attention_backward_key_value',
  ['qkv', 'grad_output', 'logsumexp', 'delta', 'grad_qkv'],
  ['sequences', 'time', 'heads', 'key_value_heads', 'head_width', 'scale'],
  attentionBackwardKeyValue,
);

/** Grid: threadGrid(sequences * time * key_value_heads * head_width / 2). */
export const cache_append = kernel(
  'cache_append',
  ['qkv', 'cache'],
  ['sequences', 'time', 'heads', 'key_value_heads', 'head_width', 'context', 'position'],
  cacheAppend,
);

/** Grid of attention_decode. */
export function attentionDecodeGrid(sequences: number, heads: number, headWidth: number): Grid {
  return threadGrid(sequences * heads * chunks(headWidth));
}

export const attention_decode = kernel(
  'attention_decode',
  ['qkv', 'cache', 'output'],
  ['sequences', 'heads', 'key_value_heads', 'head_width', 'context', 'position', 'scale'],
  attentionDecode,
);
