// Lint rules. The import table of docs/architecture.md is the object LAYERS; every import rule is generated from it.
// scripts/lint/importTable.test.ts plants violations and asserts that each is reported.

/** What each folder of src/ may import from, besides itself. `app` and `worker` meet only in core/protocol.ts. */
const LAYERS = {
  core: [],
  engine: ['core'],
  learning: ['core', 'engine'],
  worker: ['core', 'engine', 'learning'],
  app: ['core'],
};

/** Families of plug-ins in learning/: none imports another; what two of them share lives in learning/parts/. */
const FAMILIES = ['tasks', 'methods', 'objectives', 'metrics', 'schedules', 'trainables'];

/** Packages of the page; the other folders also run in a worker and in Node. */
const PAGE_PACKAGES = [
  'react',
  'react-dom',
  'recharts',
  'zustand',
  'lucide-react',
  '@mantine/',
  '@dnd-kit/',
];

/** Tools and hosts, which belong to scripts/ and bench/. */
const NODE_ONLY = ['node:', 'webgpu', 'vite', 'playwright', '@playwright/test'];

/** Relative paths that lead into one of the folders, from any depth. */
const into = (folders) => String.raw`(?:^|/)\.\./(?:src/)?(?:${folders.join('|')})(?:/|$)`;

/** A package by its name or scope (which ends with a slash), with any path inside it. */
const anyOf = (packages) =>
  `^(?:${packages.map((p) => (/[/:]$/.test(p) ? p : `${p}(?:/|$)`)).join('|')})`;

const EVERYWHERE = [
  {
    regex: anyOf(NODE_ONLY),
    message: 'Nothing under src/ knows its host: the Node side is in scripts/ and bench/.',
  },
  { regex: '^(?:@/|#|~|/|src/)', message: 'Imports inside src/ are relative, without aliases.' },
  { regex: String.raw`(?:^|/)(?:scripts|bench|e2e)/`, message: 'src/ does not import tooling.' },
];

/** The rule for one set of files: the import table's bans, with the reason in each message. */
function imports(...bans) {
  return { 'no-restricted-imports': ['error', { patterns: [...EVERYWHERE, ...bans] }] };
}

/** Bans for a folder of src/: every other folder that its line in LAYERS does not name, and what only the page may use. */
function bansOf(layer) {
  const banned = Object.keys(LAYERS).filter(
    (other) => other !== layer && !LAYERS[layer].includes(other),
  );
  const allowed = LAYERS[layer].join(', ') || 'nothing';
  const folders = { regex: into(banned), message: `src/${layer} may import from: ${allowed}.` };
  const page = { regex: anyOf(PAGE_PACKAGES), message: 'Only src/app draws.' };
  return layer === 'app' ? [folders] : [folders, page];
}

/** Inside learning/, a family does not import another; its tests may. */
function familyOverride(family) {
  const others = FAMILIES.filter((other) => other !== family);
  const message = `learning/${family} imports no other family: share through learning/parts.`;
  return {
    files: [`src/learning/${family}/**`],
    excludeFiles: ['**/*.test.ts'],
    rules: imports(...bansOf('learning'), { regex: into(others), message }),
  };
}

export default {
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import'],
  categories: { correctness: 'error' },
  ignorePatterns: ['dist/**', '.cache/**', '**/node_modules/**'],
  rules: {
    'eslint/max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    'eslint/max-lines-per-function': [
      'error',
      { max: 60, skipBlankLines: true, skipComments: true },
    ],
    'eslint/eqeqeq': 'error',
    'eslint/no-var': 'error',
    'eslint/prefer-const': 'error',
    'import/no-cycle': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    // Text here is ASCII, so `[...word]` is how its letters are taken.
    'typescript/no-misused-spread': 'off',
    // Plug-ins are object literals whose functions do not use `this`.
    'typescript/unbound-method': 'off',
    'unicorn/no-useless-spread': 'off',
    'unicorn/no-new-array': 'off',
  },
  overrides: [
    { files: ['src/**'], rules: { 'import/no-default-export': 'error' } },
    {
      files: ['src/app/**', 'src/*.tsx'],
      plugins: ['react'],
      rules: { 'react/rules-of-hooks': 'error', 'react/exhaustive-deps': 'error' },
    },
    {
      files: ['src/*.tsx'],
      rules: imports({
        regex: String.raw`/(?:engine|learning|worker)/`,
        message: 'The page starts from src/app.',
      }),
    },
    ...Object.keys(LAYERS).map((layer) => ({
      files: [`src/${layer}/**`],
      rules: imports(...bansOf(layer)),
    })),
    ...FAMILIES.map(familyOverride),
    {
      files: ['**/*.test.ts', '**/*.test.tsx', '**/*.spec.ts'],
      rules: { 'eslint/max-lines-per-function': 'off' },
    },
  ],
};
