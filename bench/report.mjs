// What the bench prints: a line per measurement, the check that the work was the same, and a table for docs.

/** Losses must agree to 4 digits: this is half a unit of the fourth digit, relative, with room for f32 noise. */
const LOSS_TOLERANCE = 2e-4;

/** Rows are compared where backend and host, and so the hardware, are the same. */
const groupOf = ({ backend, host }) => `${backend}, ${host}`;

/** Losses of the same size that differ, as sentences; empty when all libraries did the same work. */
export function compareLosses(rows, references) {
  const sentences = [];
  const first = {};
  for (const { id, size, losses } of rows) {
    if (!losses) continue;
    first[size] ??= { id: 'the reference', losses: [references[size]] };
    if (losses.length > first[size].losses.length) {
      const known = first[size].losses.length;
      first[size] = { id: first[size].id, losses: [...first[size].losses, ...losses.slice(known)] };
    }
    losses.forEach((loss, step) => {
      const expected = first[size].losses[step];
      if (Math.abs(loss - expected) <= LOSS_TOLERANCE * Math.abs(expected)) return;
      sentences.push(
        `${size}, ${id}: expected loss ${expected.toFixed(5)} at step ${step + 1}, got ${loss.toFixed(5)}.`,
      );
    });
  }
  return sentences;
}

/** 1234.5 -> "1,230": three digits are what a timing is worth. */
function rounded(value) {
  return Number(value.toPrecision(3)).toLocaleString('en-US');
}

/** One measurement as progress. */
export function oneLine({ label, backend, host, error, losses, adapter, ...row }) {
  const head = `  ${label}, ${backend}, ${host}`.padEnd(34);
  if (error) {
    // A stack from Node opens with a source line: the sentence is further down.
    const sentence = error.split('\n').find((line) => /error|expected/i.test(line)) ?? error;
    return `${head} failed: ${sentence.trim()}`;
  }
  const speed = `${rounded(row.tokensPerSecond)} tokens/s (${row.gigaflops.toFixed(2)} GFLOP/s)`;
  const where = backend === 'webgpu' ? ` on ${adapter}` : '';
  const shown = losses.map((loss) => loss.toFixed(4)).join(' ');
  return `${head} ${speed}, ${row.steps} steps, warm-up ${row.warmUpSeconds.toFixed(0)} s${where}\n    losses ${shown}`;
}

/** The cell of one library at one size: speed, GFLOP/s, and the ratio to the fastest peer where the row is ours. */
function cell(row, peers) {
  if (!row || row.error) return row ? 'failed' : '-';
  const speed = `${rounded(row.tokensPerSecond)} (${row.gigaflops.toFixed(1)})`;
  const rates = peers.filter(({ error }) => !error).map((peer) => peer.tokensPerSecond);
  if (row.peer || rates.length === 0) return speed;
  return `**${speed}, ${(row.tokensPerSecond / Math.max(...rates)).toFixed(1)}x**`;
}

/** The table for docs/performance.md: tokens/s (GFLOP/s), and ours relative to the faster peer beside it. */
export function markdownTable(rows, sizes) {
  const ids = [...new Set(rows.map(({ id }) => id))];
  const lines = ids.map((id) => {
    const own = rows.filter((row) => row.id === id);
    const [{ label, backend, host }] = own;
    const adapter = own.find((row) => row.adapter)?.adapter ?? '-';
    const cells = sizes.map((size) => {
      const row = own.find((r) => r.size === size);
      const peers = rows.filter((r) => r.peer && r.size === size && groupOf(r) === groupOf(own[0]));
      return cell(row, peers);
    });
    return `| ${[label, `${backend}, ${host}`, backend === 'webgpu' ? adapter : 'CPU', ...cells].join(' | ')} |`;
  });
  const head = ['library', 'backend, host', 'adapter', ...sizes];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...lines].join('\n');
}
