// The link: an experiment as a URL fragment, and back. Compact JSON (linkFormat1.ts), deflated, two bytes of checksum,
// base64url, after a format digit.

import { deflateSync, inflateSync } from 'fflate';

import { DEFAULT_EXPERIMENT } from './defaultExperiment.ts';
import type { ErrorReport } from './errors.ts';
import type { Experiment } from './experiment.ts';
import { compactExperiment, expandExperiment } from './linkFormat1.ts';
import { mendExperiment } from './mendExperiment.ts';
import type { Correction } from './params.ts';

export interface DecodedLink {
  /** Valid whatever the link was. */
  readonly experiment: Experiment;
  /** Everything that had to be changed or left out, to be shown to the visitor. */
  readonly corrections: readonly Correction[];
  /** Why the default experiment was opened instead; null when the link was readable. */
  readonly error: ErrorReport | null;
  /** There was no link: the default experiment, and no reason to say anything. */
  readonly empty: boolean;
}

const FORMAT = '1';

/** Most bytes of JSON in a link: more than the largest valid experiment takes, and little enough to inflate at once. */
const MAX_BYTES = 64 * 1024;

/** Characters of base64url that MAX_BYTES of incompressible text could take, with room for deflate's own headers. */
const MAX_CHARACTERS = 90_000;

/** More corrections than anyone reads; a link with so many is garbage that happens to parse. */
const MAX_CORRECTIONS = 20;

const DAMAGED = 'The link is cut short or was changed on its way. Opening the default experiment.';
const NEWER =
  'The link was made by a newer version of Palimpsest, or was changed on its way. Opening the default experiment.';

function badLink(expected: string, got: string, hint = DAMAGED): ErrorReport {
  return { code: 'bad-link', message: `link: expected ${expected}, got ${got}.`, hint };
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes, or null for anything but base64url without padding. */
function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** The inflated bytes, at most MAX_BYTES + 1 of them however many there are, or null for a broken stream. */
function inflate(deflated: Uint8Array): Uint8Array | null {
  try {
    return inflateSync(deflated, { out: new Uint8Array(MAX_BYTES + 1) });
  } catch {
    return null;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** FNV-1a of the bytes, folded to 16 bits: a raw deflate stream has no checksum, and a changed link must not open. */
function checksum(bytes: Uint8Array): readonly [number, number] {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  const folded = (hash ^ (hash >>> 16)) & 0xffff;
  return [folded >>> 8, folded & 0xff];
}

type Payload =
  { readonly compact: object; readonly error?: never } | { readonly error: ErrorReport };

function readPayload(link: string): Payload {
  if (link.length > MAX_CHARACTERS) {
    const expected = `at most ${MAX_CHARACTERS.toLocaleString('en-US')} characters`;
    return { error: badLink(expected, link.length.toLocaleString('en-US')) };
  }
  if (link[0] !== FORMAT) {
    const got = JSON.stringify(String.fromCodePoint(link.codePointAt(0)!));
    return { error: badLink(`format ${FORMAT}`, got, /\d/.test(got) ? NEWER : DAMAGED) };
  }
  const packed = fromBase64Url(link.slice(1));
  if (!packed) return { error: badLink('base64url', 'other characters or too few') };
  const deflated = packed.subarray(0, -2);
  const [high, low] = checksum(deflated);
  if (packed.length < 3 || packed.at(-2) !== high || packed.at(-1) !== low) {
    return { error: badLink('the checksum of its content', 'another') };
  }
  const bytes = inflate(deflated);
  if (!bytes) return { error: badLink('deflated text', 'a broken stream') };
  if (bytes.length > MAX_BYTES) return { error: badLink('at most 64 kB of text', 'more') };
  const compact = parseJson(bytes);
  if (typeof compact !== 'object' || compact === null || Array.isArray(compact)) {
    return { error: badLink('a JSON object', 'other text') };
  }
  return { compact };
}

/** A fragment of format 1 around any text. */
export function packText(text: string): string {
  const deflated = deflateSync(new TextEncoder().encode(text), { level: 9 });
  return FORMAT + toBase64Url(Uint8Array.of(...deflated, ...checksum(deflated)));
}

/** The link of a valid experiment, without '#'. Equal experiments give equal links. */
export function encodeLink(experiment: Experiment): string {
  return packText(JSON.stringify(compactExperiment(experiment)));
}

/**
 * The experiment of a fragment, with or without '#'. Never throws: what is out of range is corrected and said so, and
 * what cannot be read opens the default experiment with an error.
 */
export function decodeLink(fragment: string): DecodedLink {
  const link = fragment.replace(/^#/, '');
  const nothing = { experiment: DEFAULT_EXPERIMENT, corrections: [], error: null };
  if (link === '') return { ...nothing, empty: true };
  const payload = readPayload(link);
  if (payload.error) return { ...nothing, error: payload.error, empty: false };
  const expanded = expandExperiment(payload.compact);
  const mended = mendExperiment(expanded.draft);
  const corrections = [...expanded.corrections, ...mended.corrections].slice(0, MAX_CORRECTIONS);
  return { experiment: mended.experiment, corrections, error: null, empty: false };
}
