// Writes docs/methods.md from the plug-ins' cards and docs/scorecard.md from the recorded runs: `npm run docs`.

import { writeFileSync } from 'node:fs';
import { methodsPage } from './node/methodsPage.ts';
import { scorecardPage } from './node/scorecardPage.ts';

writeFileSync('docs/methods.md', methodsPage());
writeFileSync('docs/scorecard.md', scorecardPage());
console.log('Wrote docs/methods.md and docs/scorecard.md.');
