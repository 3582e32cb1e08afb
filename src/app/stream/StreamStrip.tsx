// The stream: its phases as blocks on the time axis that the charts below share, and everything that edits them.

import { DndContext } from '@dnd-kit/core';
import { horizontalListSortingStrategy, SortableContext } from '@dnd-kit/sortable';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Phase } from '../../core/experiment.ts';
import { useIsPartial } from '../charts/chartData.ts';
import { phaseSpans, taskPositions } from '../charts/timeline.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useEdited } from '../store/shown.ts';
import { useView } from '../store/viewStore.ts';
import { onBlockKey } from './blockKeys.ts';
import { resizePhase } from './editPhases.ts';
import { blockId, PhaseBlock } from './PhaseBlock.tsx';
import { TaskPalette } from './TaskPalette.tsx';
import { useDragging } from './useDragging.ts';
import { type PhaseEdits, usePhaseEdits } from './usePhaseEdits.ts';
import { useResize } from './useResize.ts';
import './stream.css';

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

/** A boundary that is blurred shows as a gradient of that width. */
function Blurs({ phases, total }: { phases: readonly Phase[]; total: number }) {
  const spans = phaseSpans(phases);
  return phases.map(({ blur }, index) => {
    if (index === 0 || blur === 0) return null;
    const left = `${(100 * (spans[index]!.start - blur / 2)) / total}%`;
    const width = `${(100 * blur) / total}%`;
    return <span key={blockId(index)} className="st-blur" style={{ left, width }} />;
  });
}

/** The blocks with dragging, resizing and keys. */
function Blocks({ edits }: { edits: PhaseEdits }) {
  const phases = useExperiment((s) => s.experiment.phases);
  const [opened, setOpened] = useState<number | null>(null);
  const count = phases.length;
  const { inner, focused, setFocused, focus } = useBlockFocus(count);
  const { ids, dragging, context } = useDragging(count, edits, focus);
  const total = phases.reduce((sum, p) => sum + p.steps, 0);
  const { preview, gripProps } = useResize(
    () => total / Math.max(1, inner.current?.clientWidth ?? 1),
    ({ index, steps }) => edits.resize(index, steps),
  );
  const shown = preview ? resizePhase(phases, preview.index, preview.steps) : phases;
  const spans = phaseSpans(shown);
  const positions = taskPositions(phases);
  const onKey = (event: KeyboardEvent, index: number, steps: number) => {
    if (dragging || event.target !== event.currentTarget) return;
    onBlockKey(event, { index, count, steps, edits, focus, open: () => setOpened(index) });
  };
  return (
    <div className="st-inner" ref={inner} role="group" aria-label="Phases of the stream">
      <DndContext {...context}>
        <SortableContext items={ids} strategy={horizontalListSortingStrategy}>
          {shown.map((phase, index) => (
            <PhaseBlock
              key={blockId(index)}
              phase={phase}
              index={index}
              count={count}
              positions={positions}
              left={(100 * spans[index]!.start) / total}
              width={(100 * phase.steps) / total}
              focusable={index === focused}
              open={opened === index}
              grip={gripProps(index, phase.steps)}
              edits={edits}
              onOpen={(open) => setOpened(open && !dragging ? index : null)}
              onFocus={() => setFocused(index)}
              onKeyDown={(event) => onKey(event, index, phase.steps)}
            />
          ))}
        </SortableContext>
      </DndContext>
      <Blurs phases={shown} total={total} />
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
