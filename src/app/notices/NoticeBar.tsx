// The notices under the bar: a corrected or unreadable link, a failure, why there is no WebGPU. Each can be closed.

import { Popover } from '@mantine/core';
import { X } from 'lucide-react';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useSession } from '../store/SessionContext.ts';
import { useView, viewStore } from '../store/viewStore.ts';
import { type Notice, currentNotices } from './notices.ts';
import css from './NoticeBar.module.css';

function Help({ label, help }: { label: string; help: readonly string[] }) {
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css.action}>
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.help} aria-label={label}>
        <b style={{ fontWeight: 600 }}>{label}</b>
        <ul>
          {help.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const session = useSession();
  const { action } = notice;
  return (
    <div className={css.notice} data-tone={notice.tone}>
      <div className={css.text}>
        <b>{notice.title}</b> {notice.text}
        {notice.items.length > 0 && (
          <ul>
            {notice.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
      </div>
      {action?.kind === 'help' && <Help label={action.label} help={notice.help} />}
      {action?.kind === 'run' && (
        <button type="button" className={css.action} onClick={() => session.start()}>
          {action.label}
        </button>
      )}
      <button
        type="button"
        className={`ib ${css.close}`}
        aria-label="Close this notice"
        onClick={() => viewStore.getState().dismiss(notice.key)}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

export function NoticeBar() {
  const run = useRun((state) => state);
  const corrections = useExperiment((state) => state.corrections);
  const linkError = useExperiment((state) => state.linkError);
  const empty = useExperiment((state) => state.experiment.phases.length === 0);
  const dismissed = useView((state) => state.dismissed);
  // An empty stream says what to do by itself.
  const judged = empty ? { ...run, rejection: null } : run;
  const notices = currentNotices({ run: judged, corrections, linkError });
  return (
    <div role="status" aria-label="Notices">
      {notices
        .filter((notice) => !dismissed.includes(notice.key))
        .map((notice) => (
          <NoticeLine key={notice.key} notice={notice} />
        ))}
    </div>
  );
}
