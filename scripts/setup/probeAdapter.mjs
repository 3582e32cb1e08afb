// Child process of adapter.mjs: asks Dawn for an adapter and a device, and prints what it got as one line of JSON.
// A process of its own, because Dawn reads the list of Vulkan drivers once and a broken driver may crash it.

import { create } from 'webgpu';

const gpu = create([]);
const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
const device = await adapter?.requestDevice();
if (adapter && device) {
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(' ');
  const software = isFallbackAdapter || /software|swiftshader/i.test(architecture);
  console.log(JSON.stringify({ name, software }));
  device.destroy();
}
// Exit while `gpu` is still reachable: Dawn aborts when it is collected first.
process.exit(gpu && device ? 0 : 1);
