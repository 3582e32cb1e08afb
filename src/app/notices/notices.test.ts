// The words of every notice: what happened, then what to do, with the exact reason.

import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../core/errors.ts';
import type { AdapterReport } from '../../core/runRecord.ts';
import { GPU, RECORD } from '../store/fixtures.ts';
import { type RunData, runStore } from '../store/runStore.ts';
import { currentNotices } from './notices.ts';

const IDLE: RunData = { ...runStore.getInitialState(), recorded: RECORD, adapter: GPU };
const NOTHING = { corrections: [], linkError: null };

const cpu = (code: ErrorCode): AdapterReport => ({
  kind: 'cpu',
  name: 'CPU',
  software: true,
  variant: 'thread',
  reason: { code, message: `${code}: a reason.`, hint: 'A hint.' },
});

describe('currentNotices', () => {
  test('says nothing when there is nothing to say', () => {
    expect(currentNotices({ run: IDLE, ...NOTHING })).toEqual([]);
  });

  test.each(['no-webgpu', 'insecure-context', 'no-adapter', 'limit-too-low'] as const)(
    '%s has its own words and its own help',
    (code) => {
      const [notice] = currentNotices({ run: { ...IDLE, adapter: cpu(code) }, ...NOTHING });
      expect(notice?.title).not.toContain('a reason');
      expect(notice?.text).toContain('recorded trace');
      expect(notice?.action).toEqual({ kind: 'help', label: 'What would help' });
      expect(notice?.help.length).toBeGreaterThan(0);
    },
  );

  test('the reasons are told apart', () => {
    const codes = ['no-webgpu', 'insecure-context', 'no-adapter', 'limit-too-low'] as const;
    const titles = codes.map(
      (code) => currentNotices({ run: { ...IDLE, adapter: cpu(code) }, ...NOTHING })[0]?.title,
    );
    expect(new Set(titles).size).toBe(codes.length);
  });

  test('a software adapter works, and says that it is slow', () => {
    const adapter = { ...GPU, software: true, name: 'SwiftShader' };
    const [notice] = currentNotices({ run: { ...IDLE, adapter }, ...NOTHING });
    expect(notice?.title).toContain('CPU that imitates a GPU');
    expect(notice?.text).toContain('SwiftShader');
  });

  test('corrections are listed, one of them in the line itself', () => {
    const one = { subject: 'x', message: 'Learning rate 5 was out of range; using 0.1.' };
    const two = { subject: 'y', message: 'Phase 3 was left out.' };
    const [single] = currentNotices({ run: IDLE, corrections: [one], linkError: null });
    expect(single).toMatchObject({ text: one.message, items: [] });
    const [double] = currentNotices({ run: IDLE, corrections: [one, two], linkError: null });
    expect(double?.items).toEqual([one.message, two.message]);
    expect(double?.key).not.toBe(single?.key);
  });

  test('a lost GPU says when, what is kept, and offers one action', () => {
    const evaluation = { learnerId: 'naive', seed: 1, step: 260, accuracy: [], loss: [] };
    const live = { ...RECORD, evaluations: [evaluation] };
    const error = { code: 'device-lost', message: 'GPU: lost.', hint: '' } as const;
    const run: RunData = { ...IDLE, live, status: 'failed', step: 262, error };
    const [notice] = currentNotices({ run, ...NOTHING });
    expect(notice?.title).toBe('The GPU was lost at step 262.');
    expect(notice?.text).toBe('What was measured up to step 260 stays on screen.');
    expect(notice?.action).toEqual({ kind: 'run', label: 'Run again' });
  });

  test('an unreadable link says why', () => {
    const linkError = { code: 'bad-link', message: 'link: broken.', hint: 'Default.' } as const;
    const [notice] = currentNotices({ run: IDLE, corrections: [], linkError });
    expect(notice?.text).toBe('link: broken. Default.');
  });
});
