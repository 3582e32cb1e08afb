// Makes a valid experiment of a draft from outside (a link, a file). Every limit comes from the schema's own complaints:
// parse, mend what it complains about, parse again.

import { DEFAULT_EXPERIMENT } from './defaultExperiment.ts';
import { type Experiment, experimentSchema } from './experiment.ts';
import type { Correction } from './params.ts';
import { type Path, labelOf, printValue, removeAt, setAt, valueAt } from './paths.ts';
import { type Issue, type Removal, repairFor } from './repairs.ts';

/** More rounds than any draft takes: lists, types, whole numbers, ranges, relations between fields, each a few times. */
const MAX_ROUNDS = 16;

/** Applies repairs to a draft and keeps one correction for each place, however many rounds it took to mend. */
class Mender {
  draft: unknown;
  private readonly replaced = new Map<string, { readonly path: Path; readonly before: string }>();
  private readonly corrections: Correction[] = [];

  constructor(draft: unknown) {
    this.draft = structuredClone(draft);
  }

  /**
   * One round. Entries are removed before anything else is mended, and from the last to the first, so that positions
   * still mean the same; what is left is reported again in the next round, under the positions that the visitor sees.
   */
  mend(reported: readonly Issue[]): void {
    // Relations between fields mean nothing before each field is in range by itself.
    const own = reported.filter((issue) => issue.code !== 'custom');
    const issues = own.length > 0 ? own : reported;
    const removals = new Map<string, Removal>();
    for (const issue of issues) {
      const repair = repairFor(issue, this.draft);
      if (repair && repair.kind !== 'set') removals.set(repair.path.join('.'), repair);
    }
    if (removals.size > 0) {
      for (const removal of removals.values()) this.reportRemoval(removal);
      for (const removal of [...removals.values()].reverse()) this.remove(removal);
      return;
    }
    // Worked out one by one: an earlier repair of the round may have changed what a later one starts from.
    for (const issue of issues) {
      const repair = repairFor(issue, this.draft);
      if (repair?.kind === 'set') this.replace(repair.path, repair.value, repair.problem);
    }
  }

  private replace(path: Path, value: unknown, problem: string): void {
    const key = path.join('.');
    if (!this.replaced.has(key)) {
      const given = valueAt(this.draft, path);
      const before = given === undefined ? 'was missing' : `${printValue(given)} ${problem}`;
      this.replaced.set(key, { path, before });
    }
    this.draft = setAt(this.draft, path, structuredClone(value));
  }

  private remove(removal: Removal): void {
    if (removal.kind === 'remove') removeAt(this.draft, removal.path);
    else (valueAt(this.draft, removal.path) as unknown[]).length = removal.length;
  }

  private reportRemoval(removal: Removal): void {
    const subject = removal.path.join('.');
    const label = labelOf(removal.path);
    const separator = removal.kind === 'cut' ? ': ' : ' ';
    const message = label + separator + this.describeRemoval(removal);
    this.corrections.push({ subject, message });
  }

  private describeRemoval(removal: Removal): string {
    if (removal.kind === 'cut') {
      const count = (valueAt(this.draft, removal.path) as unknown[]).length;
      const last = count - removal.length;
      return `${count} were more than ${removal.length}; the last ${last} were left out.`;
    }
    const { path, fault } = removal;
    const value = printValue(valueAt(this.draft, fault));
    if (fault.length === path.length) return `${value} was not valid and was left out.`;
    return `was left out: its ${String(fault.at(-1))} ${value} was not valid.`;
  }

  /** Removals first, then every replaced value with what is used now. */
  report(): Correction[] {
    const replaced = [...this.replaced.entries()].map(([subject, { path, before }]) => {
      const using = valueAt(this.draft, path);
      const shown = typeof using === 'object' ? 'the default' : printValue(using);
      return { subject, message: `${labelOf(path)} ${before}; using ${shown}.` };
    });
    return [...this.corrections, ...replaced];
  }
}

/**
 * The valid experiment nearest to a draft: out-of-range numbers are clamped, lists that are too long cut, entries that
 * mean nothing left out, anything else unreadable replaced by the default of its field. Every change is in `corrections`.
 */
export function mendExperiment(draft: unknown): {
  experiment: Experiment;
  corrections: Correction[];
} {
  const mender = new Mender(draft);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const parsed = experimentSchema.safeParse(mender.draft);
    if (parsed.success) return { experiment: parsed.data, corrections: mender.report() };
    mender.mend(parsed.error.issues);
  }
  const message = 'Experiment: could not be read; using the default experiment.';
  return { experiment: DEFAULT_EXPERIMENT, corrections: [{ subject: '', message }] };
}
