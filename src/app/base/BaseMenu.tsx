// The starting weights: shipped checkpoints with their cards, or random weights of a named or custom size.

import { Popover } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { BaseInfo } from '../../core/catalog.ts';
import type { BaseConfig, ModelShape } from '../../core/experiment.ts';
import { experimentStore, useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { deepEqual } from '../store/sameRun.ts';
import { formatCompact, formatCount } from '../theme/format.ts';
import { baseLabel, parameterCount } from '../transport/summary.ts';
import css from './BaseMenu.module.css';
import { baseAccuracies, currentShape, shapeText } from './baseView.ts';
import { ShapeForm } from './ShapeForm.tsx';

const setBase = (base: BaseConfig) =>
  experimentStore.getState().edit((experiment) => ({ ...experiment, base }));

function CheckpointCard({ base }: { base: BaseInfo }) {
  const known = baseAccuracies(base);
  return (
    <dl className={css.card}>
      <dt>data</dt>
      <dd>{base.data}</dd>
      <dt>trained</dt>
      <dd>
        {formatCount(base.steps)} steps, seed {base.seed}, {base.date.slice(0, 10)}
      </dd>
      <dt>adapter</dt>
      <dd>{base.adapter}</dd>
      <dt>command</dt>
      <dd>
        <code>{base.command}</code>
      </dd>
      {known && (
        <>
          <dt>accuracy</dt>
          <dd>{known}</dd>
        </>
      )}
    </dl>
  );
}

function Checkpoints() {
  const bases = useRun((state) => state.catalog?.bases) ?? [];
  const chosen = useExperiment((state) => state.experiment.base);
  return (
    <section className={css.part} aria-label="Checkpoints">
      <h3>Checkpoints</h3>
      <p className="lab">Trained by Palimpsest’s own engine; they hold the general capabilities.</p>
      {bases.map((base) => (
        <button
          key={base.id}
          type="button"
          className={css.option}
          aria-pressed={chosen.kind === 'checkpoint' && chosen.id === base.id}
          onClick={() => setBase({ kind: 'checkpoint', id: base.id })}
        >
          <span className={css.name}>
            <span>{base.label}</span>
            <small>{formatCompact(base.parameters)} parameters</small>
          </span>
          <CheckpointCard base={base} />
        </button>
      ))}
    </section>
  );
}

function RandomWeights() {
  const catalog = useRun((state) => state.catalog);
  const experiment = useExperiment((state) => state.experiment);
  const [custom, setCustom] = useState(false);
  const random = experiment.base.kind === 'random' ? experiment.base.shape : null;
  const start = currentShape(experiment, catalog) ?? catalog?.sizes[0]?.shape ?? null;
  const use = (shape: ModelShape) => setBase({ kind: 'random', shape });
  return (
    <section className={css.part} aria-label="Random weights">
      <h3>Random weights</h3>
      <p className="lab">Knows nothing yet: there are no general capabilities to lose.</p>
      {catalog?.sizes.map((size) => (
        <button
          key={size.id}
          type="button"
          className={css.option}
          aria-pressed={random !== null && deepEqual(random, size.shape)}
          onClick={() => use(size.shape)}
        >
          <span className={css.name}>
            <span>{size.label}</span>
            <small>{formatCompact(size.parameters)} parameters</small>
          </span>
          <span className={css.known}>{shapeText(size.shape)}</span>
        </button>
      ))}
      {start && (
        <button
          type="button"
          className={css.option}
          aria-expanded={custom}
          onClick={() => {
            setCustom(!custom);
            if (!custom) use(start);
          }}
        >
          <span className={css.name}>Custom shape</span>
        </button>
      )}
      {custom && random && <ShapeForm shape={random} onChange={use} />}
    </section>
  );
}

/** Parameters and FLOPs of the experiment as it is described now. */
function Facts() {
  const description = useRun((state) => state.description);
  if (!description) return null;
  return (
    <p className={css.facts}>
      {formatCount(description.parameters)} parameters, {formatCompact(description.flopsPerStep)}
      FLOP per training step.
    </p>
  );
}

/** `block`: above the learners, aligned with the stream. `page`: beside the experiment's name on narrow windows. */
export function BaseMenu({ place }: { place: 'block' | 'page' }) {
  const [opened, setOpened] = useState(false);
  const experiment = useExperiment((state) => state.experiment);
  const catalog = useRun((state) => state.catalog);
  const description = useRun((state) => state.description);
  const { base } = experiment;
  const card =
    base.kind === 'checkpoint' ? catalog?.bases.find((b) => b.id === base.id) : undefined;
  const parameters = parameterCount(experiment, catalog, description);
  const known = card ? baseAccuracies(card) : '';
  const second = base.kind === 'random' ? shapeText(base.shape) : known;
  const size = parameters === null ? '' : `${formatCompact(parameters)} parameters`;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.base}
          data-place={place}
          aria-haspopup="dialog"
          onClick={() => setOpened(!opened)}
        >
          <span className={css.name}>
            {place === 'page' && <span className="vh">Base: </span>}
            <span>{baseLabel(experiment, catalog)}</span>
            <ChevronDown size={12} strokeWidth={2} aria-hidden="true" style={{ flex: 'none' }} />
            {place === 'block' && <small>{size}</small>}
          </span>
          <span className={css.known}>{place === 'page' ? 'base' : second}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Base">
        <div className={css.menu}>
          <Checkpoints />
          <RandomWeights />
          <Facts />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
