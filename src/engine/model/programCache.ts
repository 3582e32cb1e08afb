// Programs of one owner, each recorded when it is first asked for.

import type { Device, Program } from '../device.ts';
import { Recorder } from '../recorder.ts';

export class ProgramCache {
  private readonly device: Device;
  private readonly owner: string;
  private readonly programs = new Map<string, Program>();

  constructor(device: Device, owner: string) {
    this.device = device;
    this.owner = owner;
  }

  /** `key` names everything that the recording depends on. */
  get(key: string, record: (recorder: Recorder) => void): Program {
    let program = this.programs.get(key);
    if (!program) {
      const recorder = new Recorder();
      record(recorder);
      program = this.device.program(`${this.owner}.${key}`, recorder.commands);
      this.programs.set(key, program);
    }
    return program;
  }

  dispose(): void {
    for (const program of this.programs.values()) program.dispose();
  }
}
