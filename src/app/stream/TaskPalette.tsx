// 'Add task': every task of the catalog with a real example; choosing one puts it at the end of the stream.

import { Popover } from '@mantine/core';
import { Plus } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { TaskInfo } from '../../core/catalog.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { PHASE_LIMITS } from './editPhases.ts';
import { worldOf } from '../base/baseView.ts';
import { ExampleText } from './ExampleText.tsx';

const GROUPS = [
  { group: 'new', label: 'New to the base' },
  { group: 'general', label: 'In the data of the base' },
] as const;

/** Up and down go from task to task, besides Tab. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.st-choice')];
  const now = buttons.indexOf(document.activeElement as HTMLElement);
  buttons.at((now + move) % buttons.length)?.focus();
}

function Choices({
  tasks,
  onChoose,
}: {
  tasks: readonly TaskInfo[];
  onChoose: (id: string) => void;
}) {
  return GROUPS.map(({ group, label }) => {
    const own = tasks.filter((task) => task.group === group);
    if (own.length === 0) return null;
    return (
      <section key={group} aria-label={label}>
        <p className="st-group">{label}</p>
        <ul>
          {own.map(({ id, label: name, summary, examples }) => (
            <li key={id}>
              <button
                type="button"
                className="st-choice"
                title={summary}
                onClick={() => onChoose(id)}
              >
                <span>{name}</span> {examples[0] && <ExampleText example={examples[0]} />}
              </button>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

/** The dashed button in the right gutter and its palette. */
export function TaskPalette({ onAdd }: { onAdd: (taskId: string) => void }) {
  const [open, setOpen] = useState(false);
  const catalog = useRun((s) => s.catalog);
  const world = useExperiment((s) => worldOf(s.experiment, catalog));
  const tasks = catalog?.tasks.filter((task) => task.worlds.includes(world ?? '')) ?? null;
  const full = useExperiment((s) => s.experiment.phases.length >= PHASE_LIMITS.phases);
  const choose = (id: string) => {
    setOpen(false);
    onAdd(id);
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={300}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className="st-add"
          disabled={full || tasks === null}
          title={full ? `A stream has at most ${PHASE_LIMITS.phases} phases.` : undefined}
          onClick={() => setOpen(!open)}
        >
          <Plus size={14} aria-hidden="true" />
          Add task
        </button>
      </Popover.Target>
      <Popover.Dropdown className="st-palette" aria-label="Tasks" onKeyDown={onArrow}>
        <Choices tasks={tasks ?? []} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}
