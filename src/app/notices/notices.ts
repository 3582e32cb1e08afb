// Which notices stand under the bar, in words. Pure: the same state always says the same.

import type { ErrorCode, ErrorReport } from '../../core/errors.ts';
import type { Correction } from '../../core/params.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import type { RunData } from '../store/runStore.ts';
import { formatCount } from '../theme/format.ts';

export interface Notice {
  /** Changes when the notice says something new, so that closing one does not hide the next. */
  readonly key: string;
  readonly tone: 'plain' | 'bad';
  /** In bold. */
  readonly title: string;
  readonly text: string;
  readonly items: readonly string[];
  readonly action: { readonly kind: 'run' | 'help'; readonly label: string } | null;
  /** What would help, for `help`. */
  readonly help: readonly string[];
}

export interface NoticeInput {
  readonly run: RunData;
  readonly corrections: readonly Correction[];
  readonly linkError: ErrorReport | null;
}

const DRIVER_HELP = [
  'Turn on hardware (graphics) acceleration in the browser’s settings, then restart the browser.',
  'Update the graphics driver.',
  'In Chrome and Edge, chrome://gpu says which part is switched off and why.',
];

const REASON_TITLE: Partial<Record<ErrorCode, string>> = {
  'no-webgpu': 'This browser has no WebGPU.',
  'insecure-context': 'This address is not secure, and browsers offer WebGPU only to secure ones.',
  'no-adapter': 'This browser has WebGPU, but found no graphics adapter to use.',
  'limit-too-low': 'The graphics adapter’s limits are too small for this model.',
};

const REASON_HELP: Partial<Record<ErrorCode, readonly string[]>> = {
  'no-webgpu': [
    'Open this page in a current Chrome, Edge, Safari or Firefox: their recent versions have WebGPU on most systems.',
    'Where the browser keeps it behind a switch (Chrome on some Linux systems), turn on chrome://flags/#enable-unsafe-webgpu.',
  ],
  'insecure-context': [
    'Open this page through https://, or through http://localhost on this machine.',
  ],
  'no-adapter': DRIVER_HELP,
  'limit-too-low': [
    'Choose a smaller base.',
    'Use a browser that runs on the stronger graphics adapter of this machine.',
  ],
};

function plain(key: string, title: string, text: string): Notice {
  return { key, tone: 'plain', title, text, items: [], action: null, help: [] };
}

function linkNotices({ corrections, linkError }: NoticeInput): Notice[] {
  const notices: Notice[] = [];
  if (linkError) {
    const text = `${linkError.message} ${linkError.hint}`.trim();
    notices.push(plain(`link:${linkError.message}`, 'This link could not be read.', text));
  }
  const items = corrections.map((c) => c.message);
  const [only] = items;
  if (only !== undefined) {
    const title =
      items.length === 1
        ? 'The link was corrected.'
        : `The link was corrected in ${items.length} places.`;
    const notice = plain(`corrected:${items.join('|')}`, title, items.length === 1 ? only : '');
    notices.push({ ...notice, items: items.length === 1 ? [] : items });
  }
  return notices;
}

/** The last step at which anything was evaluated. */
function lastEvaluated(live: RunRecord | null): number {
  return live?.evaluations.reduce((last, e) => Math.max(last, e.step), 0) ?? 0;
}

function failureNotice({ run }: NoticeInput): Notice[] {
  const { error, status, live, step, runId } = run;
  if (!error) return [];
  const key = `failed:${runId}:${error.code}:${error.message}`;
  if (status !== 'failed') return [{ ...plain(key, error.message, error.hint), tone: 'bad' }];
  const lost = error.code === 'device-lost';
  const title = lost ? `The GPU was lost at step ${formatCount(step)}.` : error.message;
  const kept = live
    ? `What was measured up to step ${formatCount(lastEvaluated(live))} stays on screen.`
    : '';
  const text = [lost ? '' : error.hint, kept].filter(Boolean).join(' ');
  const action = { kind: 'run', label: 'Run again' } as const;
  return [{ ...plain(key, title, text), tone: 'bad', action }];
}

function adapterNotice({ run }: NoticeInput): Notice[] {
  const { adapter, live, recorded } = run;
  const looking = !live && recorded ? 'You are looking at a recorded trace.' : '';
  const action = { kind: 'help', label: 'What would help' } as const;
  if (adapter?.kind === 'cpu') {
    const reason = adapter.reason;
    const code = reason?.code ?? 'no-webgpu';
    const title = REASON_TITLE[code] ?? reason?.message ?? 'WebGPU cannot be used here.';
    const detail = code === 'limit-too-low' && reason ? reason.message : '';
    const slower = 'Running here uses the CPU, which is slower.';
    const text = [detail, looking, slower].filter(Boolean).join(' ');
    const help = REASON_HELP[code] ?? [reason?.hint ?? ''].filter(Boolean);
    return [
      { ...plain(`adapter:${code}`, title, text), action: help.length > 0 ? action : null, help },
    ];
  }
  if (adapter?.software) {
    const title = 'WebGPU here is a CPU that imitates a GPU.';
    const text = `Everything works, but slower than on a graphics card (${adapter.name}).`;
    return [{ ...plain('adapter:software', title, text), action, help: DRIVER_HELP }];
  }
  return [];
}

function rejectionNotice({ run: { rejection } }: NoticeInput): Notice[] {
  if (!rejection) return [];
  return [
    { ...plain(`rejected:${rejection.message}`, rejection.message, rejection.hint), tone: 'bad' },
  ];
}

/** Everything there is to say now, most pressing first. */
export function currentNotices(input: NoticeInput): Notice[] {
  return [
    ...failureNotice(input),
    ...rejectionNotice(input),
    ...linkNotices(input),
    ...adapterNotice(input),
  ];
}
