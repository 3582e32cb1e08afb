// Places inside plain data: reading, replacing and removing what is there, and naming it for a reader.

export type Path = readonly PropertyKey[];
type Container = Record<PropertyKey, unknown>;

/** What is at a path, or undefined where the path leads nowhere. */
export function valueAt(root: unknown, path: Path): unknown {
  let node = root;
  for (const key of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Container)[key];
  }
  return node;
}

/** Replaces what is at a path, in place, and returns the root (the value itself for an empty path). */
export function setAt(root: unknown, path: Path, value: unknown): unknown {
  const key = path.at(-1);
  if (key === undefined) return value;
  (valueAt(root, path.slice(0, -1)) as Container)[key] = value;
  return root;
}

/** Removes the list entry or the field at a path, in place. */
export function removeAt(root: unknown, path: Path): void {
  const container = valueAt(root, path.slice(0, -1));
  const key = path.at(-1)!;
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete (container as Container)[key];
}

/** Fields that hold another level without meaning to a reader. */
const SILENT = new Set<PropertyKey>(['shape', 'params']);

/** `keyValueHeads` as `key value heads`. */
function words(key: PropertyKey): string {
  return String(key).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A path as a reader names it: phases, 1, steps is `Phase 2: steps`. */
export function labelOf(path: Path): string {
  const parts: string[] = [];
  path.forEach((key, i) => {
    if (typeof key === 'number') {
      const list = String(path[i - 1]).replace(/s$/, '');
      parts[parts.length - 1] = `${list} ${key + 1}`;
    } else if (!SILENT.has(key) || i === path.length - 1) parts.push(words(key));
  });
  const label = parts.join(': ');
  return label === '' ? 'Experiment' : label[0]!.toUpperCase() + label.slice(1);
}

/** A value as a notice prints it: 9,000, 'text', a list, an object. */
export function printValue(value: unknown): string {
  if (typeof value === 'number') {
    const whole = Number.isInteger(value) && Math.abs(value) < 1e15;
    return whole ? value.toLocaleString('en-US') : String(value);
  }
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
