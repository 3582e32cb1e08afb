// Recorded traces: which one belongs to an experiment, and how it is fetched.

import type { Catalog } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { sameRun } from './sameRun.ts';

/** The trace that is shown before the worker has sent its catalog. */
const DEFAULT_TRACE = 'default.json';

/** File name of the trace that was recorded with this experiment, null where there is none. */
export function traceFor(experiment: Experiment, catalog: Catalog | null): string | null {
  const presets = catalog?.experimentPresets ?? [
    { experiment: DEFAULT_EXPERIMENT, trace: DEFAULT_TRACE },
  ];
  return presets.find((p) => p.trace && sameRun(p.experiment, experiment, catalog))?.trace ?? null;
}

function isRecord(value: unknown): value is RunRecord {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 1;
}

const loaded = new Map<string, Promise<RunRecord | null>>();

async function fetchTrace(file: string): Promise<RunRecord | null> {
  const response = await fetch(`${import.meta.env.BASE_URL}traces/${file}`);
  // A host that answers every path with its index page sends HTML here.
  if (!response.ok || response.headers.get('content-type')?.includes('html')) return null;
  const value: unknown = await response.json();
  return isRecord(value) ? value : null;
}

/** The trace of that name, fetched once; null when it is missing or unreadable (the page then shows no curves until Run). */
export function loadTrace(file: string): Promise<RunRecord | null> {
  const known = loaded.get(file);
  if (known) return known;
  const promise = fetchTrace(file).catch(() => null);
  loaded.set(file, promise);
  return promise;
}
