// Registry of the panels under the charts: a new panel is one component and one line here.

import { type ComponentType, lazy } from 'react';
import type { Catalog } from '../../core/catalog.ts';
import type { Experiment } from '../../core/experiment.ts';
import { AccuracyMatrix, HeatRamp } from './AccuracyMatrix.tsx';
import { MergePanel } from './MergePanel.tsx';
import { MetricsNote, MetricsPanel } from './MetricsPanel.tsx';
import { RunsPanel } from './RunsPanel.tsx';
import { twinOf } from './twin.ts';
import { TwinPanel } from './TwinPanel.tsx';

/** On its own, because its chart library is large and the panel is not on the first screen. */
const LossPanel = lazy(async () => ({ default: (await import('./LossPanel.tsx')).LossPanel }));

export interface Panel {
  /** Also the value of `viewStore.panel`. */
  readonly id: string;
  readonly label: string;
  readonly component: ComponentType;
  /** Stands at the right end of the tabs while the panel is open. */
  readonly aside?: ComponentType;
  /** Whether there is such a tab for the experiment that is shown; always where left out. */
  readonly offered?: (shown: Experiment | null, catalog: Catalog | null) => boolean;
}

export const REGISTRY: readonly Panel[] = [
  { id: 'matrix', label: 'Accuracy matrix', component: AccuracyMatrix, aside: HeatRamp },
  { id: 'metrics', label: 'Metrics', component: MetricsPanel, aside: MetricsNote },
  { id: 'loss', label: 'Training loss', component: LossPanel },
  { id: 'merge', label: 'Merged weights', component: MergePanel },
  { id: 'runs', label: 'Runs', component: RunsPanel },
  {
    id: 'twin',
    label: 'Twin',
    component: TwinPanel,
    offered: (shown, catalog) => twinOf(shown, catalog) !== null,
  },
];
