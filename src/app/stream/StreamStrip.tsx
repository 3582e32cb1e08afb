// The stream: its phases as blocks on the time axis that the charts below share, and everything that edits them.

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  horizontalListSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
} from '@dnd-kit/sortable';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useIsPartial } from '../charts/chartData.ts';
import { phaseSpans, taskPositions } from '../charts/timeline.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useEdited } from '../store/shown.ts';
import { useView } from '../store/viewStore.ts';
import { dragAnnouncements, DRAG_INSTRUCTIONS } from './dragWords.ts';
import { resizePhase } from './editPhases.ts';
import { blockId, PhaseBlock } from './PhaseBlock.tsx';
import { TaskPalette } from './TaskPalette.tsx';
import { type PhaseEdits, usePhaseEdits } from './usePhaseEdits.ts';
import { useResize } from './useResize.ts';
import './stream.css';

/** Steps that Shift + arrow adds or takes away. */
const KEY_STEPS = 10;

/** A block moves along the axis only. */
const alongAxis: Modifier = ({ transform }) => ({ ...transform, y: 0 });

function useBlockSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
}

/** Which block has the strip's one tab stop, and moving the focus to a block that an edit has just put elsewhere. */
function useBlockFocus(count: number) {
  const [focused, setFocused] = useState(0);
  const pending = useRef<number | null>(null);
  const inner = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (pending.current === null) return;
    const index = Math.min(pending.current, count - 1);
    pending.current = null;
    inner.current?.querySelector<HTMLElement>(`[data-phase="${index}"]`)?.focus();
  });
  const focus = (index: number) => {
    const target = Math.max(0, Math.min(count - 1, index));
    pending.current = index;
    setFocused(target);
    inner.current?.querySelector<HTMLElement>(`[data-phase="${target}"]`)?.focus();
  };
  return { inner, focused: Math.min(focused, Math.max(0, count - 1)), setFocused, focus };
}

interface KeyContext {
  readonly index: number;
  readonly count: number;
  readonly steps: number;
  readonly edits: PhaseEdits;
  readonly focus: (index: number) => void;
  readonly open: () => void;
}

/** Keys on a block; a key that is handled is kept from the browser (Alt + left would go back in history). */
function onBlockKey(event: KeyboardEvent, context: KeyContext): void {
  const { index, count, steps, edits, focus, open } = context;
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (direction !== undefined) {
    event.preventDefault();
    const target = index + direction;
    if (event.shiftKey) edits.resize(index, steps + direction * KEY_STEPS);
    else if (!event.altKey) focus(target);
    else if (target >= 0 && target < count) {
      edits.move(index, target);
      focus(target);
    }
    return;
  }
  switch (event.key) {
    case 'Home':
      focus(0);
      break;
    case 'End':
      focus(count - 1);
      break;
    case 'Enter':
      open();
      break;
    case 'Delete':
    case 'Backspace':
      edits.remove(index);
      focus(Math.max(0, index - 1));
      break;
    default:
      return;
  }
  event.preventDefault();
}

function BaseArrow() {
  return (
    <svg className="st-from" width="42" height="10" viewBox="0 0 42 10" aria-hidden="true">
      <path
        d="M0 5h38M34.5 1.8L38 5l-3.5 3.2"
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth="1.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** What lies over the blocks: progress of a run, and the step under the pointer. */
function Overlays({ total }: { total: number }) {
  const partial = useIsPartial();
  const edited = useEdited();
  const step = useRun((s) => s.step);
  const hover = useView((s) => s.hoverStep);
  const share = (s: number) => `${Math.min(100, (100 * s) / total)}%`;
  return (
    <>
      {partial && !edited && <span className="st-progress" style={{ width: share(step) }} />}
      {hover !== null && <span className="st-cross" style={{ left: share(hover) }} />}
    </>
  );
}

function EmptyStream() {
  const random = useExperiment((s) => s.experiment.base.kind === 'random');
  return (
    <p className="st-empty">
      Add a first task.{' '}
      {random ? 'The base has random weights.' : 'The base already knows 16 functions.'}
    </p>
  );
}

/** The blocks with dragging, resizing and keys. */
function Blocks({ edits }: { edits: PhaseEdits }) {
  const phases = useExperiment((s) => s.experiment.phases);
  const [open, setOpen] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const { inner, focused, setFocused, focus } = useBlockFocus(phases.length);
  const sensors = useBlockSensors();
  const total = phases.reduce((sum, p) => sum + p.steps, 0);
  const { preview, gripProps } = useResize(
    () => total / Math.max(1, inner.current?.clientWidth ?? 1),
    ({ index, steps }) => edits.resize(index, steps),
  );
  const shown = preview ? resizePhase(phases, preview.index, preview.steps) : phases;
  const spans = phaseSpans(shown);
  const positions = taskPositions(phases);
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragging(false);
    const ids = phases.map((_, i) => blockId(i));
    const to = over ? ids.indexOf(String(over.id)) : -1;
    const from = ids.indexOf(String(active.id));
    if (to < 0 || to === from) return;
    edits.move(from, to);
    focus(to);
  };
  return (
    <div className="st-inner" ref={inner} role="group" aria-label="Phases of the stream">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        modifiers={[alongAxis]}
        accessibility={{
          announcements: dragAnnouncements,
          screenReaderInstructions: DRAG_INSTRUCTIONS,
        }}
        onDragStart={() => setDragging(true)}
        onDragCancel={() => setDragging(false)}
        onDragEnd={onDragEnd}
      >
        <SortableContext
          items={phases.map((_, i) => blockId(i))}
          strategy={horizontalListSortingStrategy}
        >
          {shown.map((phase, index) => (
            <PhaseBlock
              key={blockId(index)}
              phase={phase}
              index={index}
              count={phases.length}
              positions={positions}
              left={(100 * spans[index]!.start) / total}
              width={(100 * phase.steps) / total}
              focusable={index === focused}
              open={open === index}
              grip={gripProps(index, phase.steps)}
              edits={edits}
              onOpen={(opened) => setOpen(opened && !dragging ? index : null)}
              onFocus={() => setFocused(index)}
              onKeyDown={(event) => {
                if (dragging || event.target !== event.currentTarget) return;
                const { steps } = phase;
                const count = phases.length;
                onBlockKey(event, {
                  index,
                  count,
                  steps,
                  edits,
                  focus,
                  open: () => setOpen(index),
                });
              }}
            />
          ))}
        </SortableContext>
      </DndContext>
      {shown.map((phase, index) =>
        index > 0 && phase.blur > 0 ? (
          <span
            key={blockId(index)}
            className="st-blur"
            style={{
              left: `${(100 * (spans[index]!.start - phase.blur / 2)) / total}%`,
              width: `${(100 * phase.blur) / total}%`,
            }}
          />
        ) : null,
      )}
      <Overlays total={total} />
    </div>
  );
}

/** The strip; fills its slot. */
export function StreamStrip() {
  const empty = useExperiment((s) => s.experiment.phases.length === 0);
  const { edits, said } = usePhaseEdits();
  return (
    <div className="st-strip">
      <BaseArrow />
      {empty ? <EmptyStream /> : <Blocks edits={edits} />}
      <TaskPalette onAdd={edits.add} />
      <p className="vh" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
