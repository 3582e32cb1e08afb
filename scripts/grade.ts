// Grades a record again, an exported one or a recorded trace, and compares with the grades that are in the file:
// `npm run grade -- public/traces/default.json`. Ends with 1 where they differ.

import { readFileSync } from 'node:fs';
import type { RunRecord } from '../src/core/runRecord.ts';
import { gradeRecord } from '../src/learning/scorecard/gradeRecord.ts';
import { gradeDifferences, gradeTable } from './node/gradeTable.ts';

export function main([file]: readonly string[]): void {
  if (file === undefined) throw new Error('Usage: npm run grade -- <record.json>');
  const record = JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  const grades = gradeRecord(record);
  const { name, learners } = record.experiment;
  console.log(`${name}\n`);
  console.log(gradeTable(grades, (id) => learners.find((l) => l.id === id)!.name));
  console.log();
  for (const { learnerId, clauses } of grades) {
    for (const { clause, reason } of clauses) console.log(`${learnerId}, ${clause}: ${reason}`);
  }
  if (!record.grades?.length) {
    console.log('\nThe file holds no grades.');
    process.exit(1);
  }
  const differences = gradeDifferences(record.grades, grades);
  if (differences.length > 0) {
    console.log(`\nThe grades in the file differ:\n${differences.join('\n')}`);
    process.exit(1);
  }
  console.log('\nThe grades in the file are the same.');
}
