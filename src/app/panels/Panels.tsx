// The tabs under the charts and the panel that is open. The height stays the same for every tab, so that the charts never move.

import { type KeyboardEvent, Suspense, useId, useMemo } from 'react';
import { shownRecord } from '../charts/chartData.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useView, viewStore } from '../store/viewStore.ts';
import { type Panel, REGISTRY } from './index.ts';
import { PanelBoundary } from './PanelBoundary.tsx';
import './panels.css';

/** Index of the tab of `count` that a key asks for, or null. */
function keyedTab(key: string, now: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (now + 1) % count;
    case 'ArrowLeft':
      return (now + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Rows of the matrix, which every tab is as high as: those that are shown, or those that a run would bring. */
function usePanelRows(): number {
  const wanted = useExperiment((s) => s.experiment.phases.length);
  const shown = useRun((s) => shownRecord(s)?.experiment.phases.length ?? 0);
  return Math.max(wanted, shown) + 1;
}

/** The panels that there are for the experiment that is shown. */
function useOffered(): readonly Panel[] {
  const shown = useRun((s) => shownRecord(s)?.experiment ?? null);
  const catalog = useRun((s) => s.catalog);
  return useMemo(
    () => REGISTRY.filter(({ offered }) => offered?.(shown, catalog) ?? true),
    [shown, catalog],
  );
}

/** Tabs from the registry, and the open panel inside its error boundary. */
export function Panels() {
  const id = useId();
  const wanted = useView((s) => s.panel);
  const rows = usePanelRows();
  const panels = useOffered();
  const now = Math.max(
    0,
    panels.findIndex((p) => p.id === wanted),
  );
  const panel = panels[now]!;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = keyedTab(event.key, now, panels.length);
    if (next === null) return;
    event.preventDefault();
    viewStore.getState().setPanel(panels[next]!.id);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  const Body = panel.component;
  const Aside = panel.aside;
  return (
    <section className="pn-panel" aria-label="Panels">
      <div className="pn-bar">
        <div className="pn-tabs" role="tablist" aria-label="Panels" onKeyDown={onKeyDown}>
          {panels.map((p, i) => (
            <button
              key={p.id}
              type="button"
              role="tab"
              id={`${id}-${p.id}`}
              aria-controls={`${id}-body`}
              aria-selected={i === now}
              tabIndex={i === now ? 0 : -1}
              onClick={() => viewStore.getState().setPanel(p.id)}
            >
              {p.label}
            </button>
          ))}
        </div>
        {Aside && <Aside />}
      </div>
      <div
        className="pn-body"
        role="tabpanel"
        tabIndex={0}
        id={`${id}-body`}
        aria-labelledby={`${id}-${panel.id}`}
        style={{ '--pn-rows': rows } as React.CSSProperties}
      >
        <PanelBoundary key={panel.id}>
          <Suspense fallback={null}>
            <Body />
          </Suspense>
        </PanelBoundary>
      </div>
    </section>
  );
}
