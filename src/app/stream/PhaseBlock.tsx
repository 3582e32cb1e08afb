// One phase as a block on the time axis: markers, name, steps, an example, a grip at the right edge; opens its editor.

import { useSortable } from '@dnd-kit/sortable';
import { Popover } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import type { KeyboardEvent } from 'react';
import type { Phase } from '../../core/experiment.ts';
import { useRun } from '../store/runStore.ts';
import { formatCount } from '../theme/format.ts';
import { TaskMarker } from '../theme/Marks.tsx';
import { ExampleText } from './ExampleText.tsx';
import { PhaseEditor } from './PhaseEditor.tsx';
import { phaseExample, phaseLabel, placeText } from './phaseText.ts';
import type { PhaseEdits } from './usePhaseEdits.ts';
import type { GripProps } from './useResize.ts';

/** Key of a block in dnd-kit: its place, since phases have no identity of their own. */
export function blockId(index: number): string {
  return `phase-${index}`;
}

interface PhaseBlockProps {
  readonly phase: Phase;
  readonly index: number;
  readonly count: number;
  readonly positions: ReadonlyMap<string, number>;
  /** Left edge and width in per cent of the axis. */
  readonly left: number;
  readonly width: number;
  readonly focusable: boolean;
  readonly open: boolean;
  readonly grip: GripProps;
  readonly edits: PhaseEdits;
  readonly onOpen: (open: boolean) => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

type FaceProps = Pick<PhaseBlockProps, 'phase' | 'index' | 'count' | 'positions'>;

function BlockFace({ phase, index, count, positions }: FaceProps) {
  const catalog = useRun((s) => s.catalog);
  const example = phaseExample(catalog, phase);
  return (
    <>
      <span className="st-name">
        <span className="st-marks">
          {phase.tasks.map(({ id }) => (
            <TaskMarker key={id} position={positions.get(id) ?? 0} />
          ))}
        </span>
        <span className="st-label">{phaseLabel(catalog, phase)}</span>
        <small aria-hidden="true">{formatCount(phase.steps)}</small>
      </span>
      {example && <ExampleText example={example} />}
      <span className="vh">, {placeText(phase, index, count)}</span>
    </>
  );
}

/** Attributes and handlers of a block, for dragging, keys and place. */
function useBlockProps(props: PhaseBlockProps) {
  const { phase, index, count, open, onOpen } = props;
  const still = useReducedMotion();
  const sortable = useSortable({
    id: blockId(index),
    animateLayoutChanges: () => false,
    transition: still ? null : { duration: 160, easing: 'ease-out' },
  });
  const { listeners, setNodeRef, transform, transition, isDragging } = sortable;
  return {
    ref: setNodeRef,
    tabIndex: props.focusable ? 0 : -1,
    'aria-describedby': sortable.attributes['aria-describedby'],
    'data-phase': index,
    'data-dragging': isDragging || undefined,
    'data-blurred': (index > 0 && phase.blur > 0) || undefined,
    'data-last': index === count - 1 || undefined,
    style: {
      left: `${props.left}%`,
      width: `${props.width}%`,
      transform: transform ? `translate3d(${transform.x}px, 0, 0)` : undefined,
      transition,
    },
    ...listeners,
    onKeyDown: (event: KeyboardEvent) => {
      props.onKeyDown(event);
      if (!event.defaultPrevented) listeners?.['onKeyDown']?.(event);
    },
    onClick: () => onOpen(!open),
    onFocus: props.onFocus,
  };
}

/** A block that can be focused, dragged, resized and opened. */
export function PhaseBlock(props: PhaseBlockProps) {
  const { phase, index, count, positions, edits, open, onOpen } = props;
  const block = useBlockProps(props);
  return (
    <Popover
      opened={open}
      onChange={onOpen}
      position="bottom-start"
      width={300}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <div className="st-block" role="button" aria-roledescription="phase" {...block}>
          <BlockFace phase={phase} index={index} count={count} positions={positions} />
          <span className="st-grip" aria-hidden="true" {...props.grip} />
        </div>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Phase ${index + 1}`}>
        <PhaseEditor
          phase={phase}
          index={index}
          positions={positions}
          edits={edits}
          onClose={() => onOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
