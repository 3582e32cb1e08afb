// The key-value cache and attention of one new position per sequence as plain loops: the reference of cache_append.wgsl
// and attention_decode.wgsl. cache: sequences x context rows of [k heads | v heads].

interface AppendParams {
  readonly sequences: number;
  readonly time: number;
  readonly heads: number;
  readonly key_value_heads: number;
  readonly head_width: number;
  readonly context: number;
  readonly position: number;
}

/** Copies k and v of row (sequence, t) of qkv to the cache's position `position + t`; positions past it are dropped. */
export function cacheAppend(
  buffers: { readonly qkv: Float32Array; readonly cache: Float32Array },
  params: AppendParams,
): void {
  const { qkv, cache } = buffers;
  const { sequences, time, heads, key_value_heads, head_width, context } = params;
  const columns = 2 * key_value_heads * head_width;
  const queries = heads * head_width;
  for (let row = 0; row < sequences * time; row++) {
    const position = params.position + (row % time);
    if (position >= context) continue;
    const slot = Math.floor(row / time) * context + position;
    for (let i = 0; i < columns; i++) {
      cache[slot * columns + i] = qkv[row * (queries + columns) + queries + i]!;
    }
  }
}

interface DecodeBuffers {
  readonly qkv: Float32Array;
  readonly cache: Float32Array;
  readonly output: Float32Array;
}

interface DecodeParams {
  readonly sequences: number;
  readonly heads: number;
  readonly key_value_heads: number;
  readonly head_width: number;
  readonly context: number;
  readonly position: number;
  readonly scale: number;
}

/** output[sequence] = attention of its one query to the cache's positions 0..position. output: sequences x heads x width. */
export function attentionDecode(buffers: DecodeBuffers, params: DecodeParams): void {
  const { qkv, cache, output } = buffers;
  const { sequences, heads, key_value_heads, head_width: width, context, position, scale } = params;
  const columns = 2 * key_value_heads * width;
  const scores = new Float64Array(position + 1);
  for (let sequence = 0; sequence < sequences; sequence++) {
    for (let head = 0; head < heads; head++) {
      const query = sequence * (heads * width + columns) + head * width;
      const group = Math.floor((head * key_value_heads) / heads);
      const key = sequence * context * columns + group * width;
      const value = key + key_value_heads * width;
      for (let j = 0; j <= position; j++) {
        let sum = 0;
        for (let i = 0; i < width; i++) sum += qkv[query + i]! * cache[key + j * columns + i]!;
        scores[j] = scale * sum;
      }
      const highest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
      const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
      for (let i = 0; i < width; i++) {
        let sum = 0;
        for (let j = 0; j <= position; j++) {
          sum += Math.exp(scores[j]! - highest) * cache[value + j * columns + i]!;
        }
        output[(sequence * heads + head) * width + i] = sum / total;
      }
    }
  }
}
