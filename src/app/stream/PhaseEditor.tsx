// What opens from a block: the tasks of the phase and their weights, its steps, its blur; duplicate and delete.

import { ActionIcon, Button, NativeSelect, NumberInput } from '@mantine/core';
import { Copy, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { Phase } from '../../core/experiment.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { TaskMarker } from '../theme/Marks.tsx';
import { PHASE_LIMITS } from './editPhases.ts';
import { taskLabel } from './phaseText.ts';
import type { PhaseEdits } from './usePhaseEdits.ts';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly disabled?: boolean;
  readonly hideLabel?: boolean;
  readonly onCommit: (value: number) => void;
}

/** A number that takes effect when the field is left or Enter is pressed: half-typed numbers would redraw every chart. */
function Field({
  label,
  hint,
  value,
  hideLabel = false,
  disabled = false,
  onCommit,
  ...range
}: FieldProps) {
  const [draft, setDraft] = useState<number | string | null>(null);
  const commit = () => {
    if (typeof draft === 'number' && draft !== value) onCommit(draft);
    setDraft(null);
  };
  return (
    <NumberInput
      {...range}
      size="xs"
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      description={hint}
      disabled={disabled}
      clampBehavior="blur"
      value={draft ?? value}
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

interface TasksProps {
  readonly phase: Phase;
  readonly index: number;
  readonly positions: ReadonlyMap<string, number>;
  readonly edits: PhaseEdits;
}

function Tasks({ phase, index, positions, edits }: TasksProps) {
  const catalog = useRun((s) => s.catalog);
  const { tasks } = phase;
  const others = (catalog?.tasks ?? []).filter(({ id }) => tasks.every((t) => t.id !== id));
  return (
    <div className="st-tasks">
      {tasks.map(({ id, weight }) => (
        <div key={id} className="st-task">
          <TaskMarker position={positions.get(id) ?? 0} />
          <span>{taskLabel(catalog, id)}</span>
          {tasks.length > 1 && (
            <>
              <Field
                label={`Weight of ${taskLabel(catalog, id)}`}
                hideLabel
                value={weight}
                min={PHASE_LIMITS.minWeight}
                max={PHASE_LIMITS.maxWeight}
                step={0.1}
                onCommit={(value) =>
                  edits.tasks(
                    index,
                    tasks.map((t) => (t.id === id ? { id, weight: value } : t)),
                  )
                }
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Take ${taskLabel(catalog, id)} out of the mixture`}
                onClick={() =>
                  edits.tasks(
                    index,
                    tasks.filter((t) => t.id !== id),
                  )
                }
              >
                <X size={14} />
              </ActionIcon>
            </>
          )}
        </div>
      ))}
      {others.length > 0 && tasks.length < PHASE_LIMITS.tasks && (
        <NativeSelect
          size="xs"
          aria-label="Mix in another task"
          value=""
          data={[
            { value: '', label: 'Mix in another task' },
            ...others.map(({ id, label }) => ({ value: id, label })),
          ]}
          onChange={(event) =>
            edits.tasks(index, [...tasks, { id: event.currentTarget.value, weight: 1 }])
          }
        />
      )}
    </div>
  );
}

/** The editor of one phase. */
export function PhaseEditor(props: TasksProps & { readonly onClose: () => void }) {
  const { phase, index, edits, onClose } = props;
  const full = useExperiment((s) => s.experiment.phases.length >= PHASE_LIMITS.phases);
  return (
    <div className="st-editor">
      <Tasks {...props} />
      <div className="st-numbers">
        <Field
          label="Steps"
          value={phase.steps}
          min={PHASE_LIMITS.minSteps}
          max={PHASE_LIMITS.maxSteps}
          step={10}
          onCommit={(steps) => edits.resize(index, steps)}
        />
        <Field
          label="Blur"
          value={phase.blur}
          min={0}
          max={PHASE_LIMITS.maxBlur}
          step={10}
          disabled={index === 0}
          onCommit={(steps) => edits.blur(index, steps)}
        />
      </div>
      <p className="st-hint">
        {index === 0
          ? 'The first phase has no boundary to blur.'
          : 'Blur: steps over which this phase replaces the one before.'}
      </p>
      <div className="st-actions">
        <Button
          size="xs"
          variant="default"
          leftSection={<Copy size={14} />}
          disabled={full}
          onClick={() => {
            onClose();
            edits.duplicate(index);
          }}
        >
          Duplicate
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<Trash2 size={14} />}
          onClick={() => {
            onClose();
            edits.remove(index);
          }}
        >
          Delete
        </Button>
      </div>
    </div>
  );
}
