// The one error type of Palimpsest. Thrown where the cause is known, caught only in the worker and in React error boundaries.

export type ErrorCode =
  | 'no-webgpu'
  | 'insecure-context'
  | 'no-adapter'
  | 'limit-too-low'
  | 'device-lost'
  | 'out-of-memory'
  | 'bad-link'
  | 'bad-file'
  | 'bad-config'
  | 'diverged'
  | 'internal';

/** What crosses the worker boundary in place of an `AppError`. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * An error with a code for the page and a hint for the reader.
 *
 * `message` has the shape `<subject>: expected <what>, got <value>.`; `hint` says what to do next.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.hint = hint;
  }
}

/** Turns anything thrown into plain data; an unknown throwable is a bug of ours and is reported as `internal`. */
export function reportError(thrown: unknown): ErrorReport {
  if (thrown instanceof AppError) {
    return { code: thrown.code, message: thrown.message, hint: thrown.hint };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message: `internal: ${message}`, hint: 'Please report this.' };
}
