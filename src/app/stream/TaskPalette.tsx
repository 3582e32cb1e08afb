// 'Add task': every task of the catalog with a real example; choosing one puts it at the end of the stream.

import { Menu } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { TaskInfo } from '../../core/catalog.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { PHASE_LIMITS } from './editPhases.ts';
import { ExampleText } from './ExampleText.tsx';

const GROUPS = [
  { group: 'new', label: 'New to the base' },
  { group: 'general', label: 'In the data of the base' },
] as const;

function TaskItem({ task, onAdd }: { task: TaskInfo; onAdd: (id: string) => void }) {
  const example = task.examples[0];
  return (
    <Menu.Item onClick={() => onAdd(task.id)} title={task.summary}>
      <span className="st-choice">
        <span>{task.label}</span>
        {example && <ExampleText example={example} />}
      </span>
    </Menu.Item>
  );
}

/** The dashed button in the right gutter and its palette. */
export function TaskPalette({ onAdd }: { onAdd: (taskId: string) => void }) {
  const tasks = useRun((s) => s.catalog?.tasks ?? null);
  const full = useExperiment((s) => s.experiment.phases.length >= PHASE_LIMITS.phases);
  return (
    <Menu position="bottom-end" width={300} shadow="md" withinPortal returnFocus={false}>
      <Menu.Target>
        <button
          type="button"
          className="st-add"
          disabled={full || tasks === null}
          title={full ? `A stream has at most ${PHASE_LIMITS.phases} phases.` : undefined}
        >
          <Plus size={14} aria-hidden="true" />
          Add task
        </button>
      </Menu.Target>
      <Menu.Dropdown className="st-palette">
        {GROUPS.map(({ group, label }) => {
          const own = (tasks ?? []).filter((task) => task.group === group);
          return own.length === 0 ? null : (
            <div key={group} role="group" aria-label={label}>
              <Menu.Label>{label}</Menu.Label>
              {own.map((task) => (
                <TaskItem key={task.id} task={task} onAdd={onAdd} />
              ))}
            </div>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
