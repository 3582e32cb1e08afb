// Packs the params of a program's dispatches into one uniform buffer: a 256-byte slot each, the ones with dynamic values
// last and side by side, so that a submission rewrites them with one call.

import { AppError } from '../core/errors.ts';
import type { DispatchCommand } from './recorder.ts';

export const SLOT_BYTES = 256;

interface DynamicField {
  readonly byteOffset: number;
  readonly type: 'u32' | 'i32' | 'f32';
  readonly name: string;
}

export interface ParamSlots {
  /** Byte offset of each dispatch's slot, in the order of the dispatches. */
  readonly offsets: readonly number[];
  /** The whole uniform buffer's content; dynamic fields are overwritten by `writeDynamic`. */
  readonly image: ArrayBuffer;
  /** First byte of the slots that have dynamic fields. */
  readonly dynamicStart: number;
  readonly dynamicFields: readonly DynamicField[];
}

function setField(
  view: DataView,
  byteOffset: number,
  type: DynamicField['type'],
  value: number,
): void {
  if (type === 'f32') view.setFloat32(byteOffset, value, true);
  else if (type === 'i32') view.setInt32(byteOffset, value, true);
  else view.setUint32(byteOffset, value, true);
}

function isDynamic(command: DispatchCommand): boolean {
  return Object.values(command.params).some((p) => typeof p !== 'number');
}

/** Lays out the slots of these dispatches. */
export function layOutParams(dispatches: readonly DispatchCommand[]): ParamSlots {
  const fixed = dispatches.filter((d) => !isDynamic(d));
  const ordered = [...fixed, ...dispatches.filter(isDynamic)];
  const slotOf = new Map(ordered.map((d, i) => [d, i * SLOT_BYTES]));
  const image = new ArrayBuffer(Math.max(1, ordered.length) * SLOT_BYTES);
  const view = new DataView(image);
  const dynamicFields: DynamicField[] = [];
  for (const command of ordered) {
    command.kernel.params.forEach((param, i) => {
      const byteOffset = slotOf.get(command)! + 4 * i;
      const value = command.params[param.name]!;
      if (typeof value === 'number') setField(view, byteOffset, param.type, value);
      else dynamicFields.push({ byteOffset, type: param.type, name: value.dynamic });
    });
  }
  return {
    offsets: dispatches.map((d) => slotOf.get(d)!),
    image,
    dynamicStart: fixed.length * SLOT_BYTES,
    dynamicFields,
  };
}

/** Writes this submission's values into the image. */
export function writeDynamic(
  slots: ParamSlots,
  label: string,
  values: Readonly<Record<string, number>>,
): void {
  const view = new DataView(slots.image);
  for (const field of slots.dynamicFields) {
    const value = values[field.name];
    if (value === undefined) {
      const message = `program '${label}': expected a value for '${field.name}', got none.`;
      throw new AppError('internal', message);
    }
    setField(view, field.byteOffset, field.type, value);
  }
}
