// Parameters of a plug-in, described as data: the page draws its controls from them and links are checked against them.

export interface NumberParam {
  readonly kind: 'number';
  readonly label: string;
  readonly help: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Smallest meaningful change; 1 makes the parameter an integer. */
  readonly step?: number;
  readonly scale: 'linear' | 'log';
  /** On a log scale whose range starts at 0: the smallest value above 0 that a slider gives. */
  readonly smallest?: number;
  /** How the value is printed: as it is, in per cent (0.5 -> 50 %), or in scientific notation (1e-3). */
  readonly format: 'plain' | 'percent' | 'scientific';
  readonly symbol?: string;
}

export interface ToggleParam {
  readonly kind: 'toggle';
  readonly label: string;
  readonly help: string;
  readonly default: boolean;
}

export interface ChoiceParam<O extends string = string> {
  readonly kind: 'choice';
  readonly label: string;
  readonly help: string;
  readonly default: O;
  readonly options: readonly { readonly value: O; readonly label: string }[];
}

export type ParamSpec = NumberParam | ToggleParam | ChoiceParam;
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
export type ParamValue = number | boolean | string;
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** The values that a record of specs stands for, with literal unions for choices. */
export type Values<S extends ParamSpecs> = {
  readonly [K in keyof S]: S[K] extends NumberParam
    ? number
    : S[K] extends ToggleParam
      ? boolean
      : S[K] extends ChoiceParam<infer O>
        ? O
        : never;
};

/** One correction that had to be made to a value from outside; shown to the visitor as it is. */
export interface Correction {
  readonly subject: string;
  readonly message: string;
}

/** The default of every parameter. */
export function defaultValues<S extends ParamSpecs>(specs: S): Values<S> {
  return Object.fromEntries(Object.entries(specs).map(([key, s]) => [key, s.default])) as Values<S>;
}

function checkNumber(spec: NumberParam, value: ParamValue): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return spec.default;
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  return spec.step === 1 ? Math.round(clamped) : clamped;
}

function checkParam(spec: ParamSpec, value: ParamValue): ParamValue {
  switch (spec.kind) {
    case 'number':
      return checkNumber(spec, value);
    case 'toggle':
      return typeof value === 'boolean' ? value : spec.default;
    case 'choice':
      return spec.options.some((o) => o.value === value) ? value : spec.default;
  }
}

/**
 * Completes and corrects values from outside (a link, a file): missing ones take their default, out-of-range numbers are
 * clamped, unknown keys are dropped. Every change to a given value is listed in `corrections`.
 */
export function checkValues<S extends ParamSpecs>(
  owner: string,
  specs: S,
  given: ParamValues,
): { values: Values<S>; corrections: Correction[] } {
  const corrections: Correction[] = [];
  const values: Record<string, ParamValue> = {};
  for (const [key, spec] of Object.entries(specs)) {
    const value = given[key];
    if (value === undefined) {
      values[key] = spec.default;
      continue;
    }
    const checked = checkParam(spec, value);
    values[key] = checked;
    if (checked !== value) {
      const problem = spec.kind === 'number' ? 'out of range' : 'unknown';
      const message = `${owner}: ${spec.label} ${String(value)} was ${problem}; using ${String(checked)}.`;
      corrections.push({ subject: `${owner}.${key}`, message });
    }
  }
  for (const key of Object.keys(given)) {
    if (!(key in specs)) {
      const message = `${owner}: unknown setting '${key}' was left out.`;
      corrections.push({ subject: `${owner}.${key}`, message });
    }
  }
  return { values: values as Values<S>, corrections };
}
