// Writes docs/methods.md from the plug-ins' cards: `npm run docs`.

import { writeFileSync } from 'node:fs';
import { methodsPage } from './node/methodsPage.ts';

writeFileSync('docs/methods.md', methodsPage());
console.log('Wrote docs/methods.md.');
