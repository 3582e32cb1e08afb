// Opens the best device there is: WebGPU, or the CPU with the reason why not.

import { AppError, reportError } from '../core/errors.ts';
import { openAdapter } from '../engine/adapter.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import type { Device } from '../engine/device.ts';
import { WebgpuDevice } from '../engine/webgpuDevice.ts';

/** A device; never rejects: what keeps WebGPU from working is told as the CPU device's reason. */
export async function openDevice(): Promise<Device> {
  try {
    const { device, report } = await openAdapter(navigator.gpu, self.isSecureContext);
    return new WebgpuDevice(device, report);
  } catch (thrown) {
    const reason =
      thrown instanceof AppError
        ? thrown
        : new AppError(
            'no-adapter',
            `WebGPU: expected a device, got: ${String(thrown)}.`,
            'Update the browser.',
          );
    return new CpuDevice(reportError(reason));
  }
}
