// The only place that reads shaders/: every WGSL file, by its name without folder and ending.

const files = import.meta.glob<string>('../../shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const byName = new Map(
  Object.entries(files).map(([path, source]) => [path.replace(/^.*\/|\.wgsl$/g, ''), source]),
);

/** Source of `shaders/<name>.wgsl` or `shaders/lib/<name>.wgsl`; undefined when there is no such file. */
export function shaderSource(name: string): string | undefined {
  return byName.get(name);
}

/** Names of all kernel files (those in lib/ hold functions only and are not kernels). */
export function kernelFileNames(): string[] {
  return Object.keys(files)
    .filter((path) => !path.includes('/lib/'))
    .map((path) => path.replace(/^.*\/|\.wgsl$/g, ''));
}
