// What run.mjs loads through Vite: imports the script named on the command line and awaits its `main`.
// It is a module of its own, because Vite stops loading modules (the script's own `import()` too) as soon as the first has run.

const [script, ...args] = process.argv.slice(1);
const loaded = (await import(/* @vite-ignore */ script!)) as {
  readonly main?: (args: readonly string[]) => unknown;
};
await loaded.main?.(args);

export {};
