// Streams that teach what they should only ask for.

import { describe, expect, test } from 'vitest';
import { gradedRecord, ORACLE } from '../testing/gradedRecord.ts';
import { REGISTRY } from '../tasks/index.ts';
import { answerDraft, buildItem } from '../tasks/item.ts';
import { UNSEEN_PAIRS } from '../tasks/pairs.ts';
import type { Task } from '../tasks/task.ts';
import { compositional } from './compositional.ts';
import { gradingsOf } from './grading.ts';
import { lintStream } from './streamLint.ts';

const stream = (...ids: string[]) => [
  { tasks: ids.map((id) => ({ id, weight: 1 })), steps: 10, blur: 0 },
];

/** A task of one training item, whatever the draw. */
const showing = (text: string): Task => ({
  ...REGISTRY[0]!,
  info: { ...REGISTRY[0]!.info, id: 'shows' },
  sample: () => buildItem(answerDraft(`${text}=`, '1')),
});

const lint = (text: string) => lintStream(stream('shows'), [showing(text)]);

describe('lintStream', () => {
  test('finds a pair of new functions, the outer first', () => {
    expect(lint('<n2><n1>123')).toEqual([{ taskId: 'shows', g: 'n2', f: 'n1' }]);
    expect(lint('<reverse><double>flax')).toEqual([{ taskId: 'shows', g: 'reverse', f: 'double' }]);
  });

  test('finds a new function with a known one, in either place', () => {
    expect(lint('<f1><n1>123')).toHaveLength(1);
    expect(lint('<n1><f1>123')).toHaveLength(1);
    expect(lint('<copy><reverse>flax')).toHaveLength(1);
  });

  test('finds a pair of known functions that the base has not seen, anywhere in an item', () => {
    const { g, f } = UNSEEN_PAIRS[0]!;
    expect(lint(`<copy>a=a|<${g.id}><${f.id}>flax`)).toEqual([
      { taskId: 'shows', g: g.id, f: f.id },
    ]);
  });

  test('a function alone, or names that do not combine, are no pair', () => {
    expect(lint('<identity><n1>123')).toEqual([]);
    expect(lint('<n1><identity>123')).toEqual([]);
    expect(lint('<reverse>flax')).toEqual([]);
    expect(lint('<reverse>a=a|<double>a')).toEqual([]);
  });

  test('no task of the registry teaches one: pairs in it are those of the base', () => {
    const ids = REGISTRY.map(({ info }) => info.id);
    expect(ids).toContain('digit-pairs');
    expect(lintStream(stream(...ids))).toEqual([]);
  });
});

test('composing on a stream that teaches a pair is not met, whatever the figures', () => {
  const [grading] = gradingsOf(gradedRecord({ learner: [ORACLE] }));
  const taughtPairs = lint('<n2><n1>123');
  expect(compositional(grading!).verdict).toBe('met');
  const finding = compositional({ ...grading!, taughtPairs });
  expect(finding).toMatchObject({ verdict: 'not-met', figure: null });
  expect(finding.reason).toBe(
    'The stream itself teaches these pairs: n2 after n1, in the task shows.',
  );
});
