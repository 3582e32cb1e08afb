// The page: bar, notices, and the grid that keeps stream, charts and axis on one time axis with the learners beside them.

import { ChartKey } from './charts/ChartKey.tsx';
import { TimeAxis } from './charts/TimeAxis.tsx';
import { BaseMenu } from './base/BaseMenu.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FindingsGallery } from './findings/FindingsGallery.tsx';
import { AddLearner } from './learners/AddLearner.tsx';
import { LayoutSwitch } from './learners/LayoutSwitch.tsx';
import { LearnerRows } from './learners/LearnerRows.tsx';
import { NoticeBar } from './notices/NoticeBar.tsx';
import { Panels } from './panels/Panels.tsx';
import { Scorecard } from './scorecard/Scorecard.tsx';
import type { Session } from './store/session.ts';
import { SessionContext } from './store/SessionContext.ts';
import { useExperiment } from './store/experimentStore.ts';
import { StreamStrip } from './stream/StreamStrip.tsx';
import { numberWord } from './theme/format.ts';
import { gutterVariables, useWidth } from './theme/gutters.ts';
import { ThemeProvider } from './theme/ThemeProvider.tsx';
import { ExperimentMenu } from './transport/ExperimentMenu.tsx';
import { StateAnnouncer } from './transport/Readouts.tsx';
import { TransportBar, TransportDock } from './transport/TransportBar.tsx';
import css from './App.module.css';

function headline(phases: number): string {
  if (phases === 0) return 'Accuracy over the stream';
  if (phases === 1) return 'Accuracy as one task arrives';
  return `Accuracy as ${numberWord(phases)} tasks arrive in turn`;
}

function Head() {
  const phone = useWidth().id === 'phone';
  const phases = useExperiment((state) => state.experiment.phases.length);
  return (
    <div className={css.head}>
      {!phone && (
        <section aria-labelledby="base-heading">
          <h2 id="base-heading" className={`hd ${css.baseHeading}`}>
            Base
          </h2>
          <BaseMenu place="block" />
        </section>
      )}
      <section className={css.cell} aria-label="Stream">
        <div className={css.headings}>
          <h2 className="hd">{headline(phases)}</h2>
          <ChartKey />
        </div>
        <ErrorBoundary part="The stream">
          <StreamStrip />
        </ErrorBoundary>
      </section>
    </div>
  );
}

function Foot() {
  return (
    <div className={css.foot}>
      <div className={css.actions}>
        <AddLearner />
        <LayoutSwitch />
      </div>
      <TimeAxis />
    </div>
  );
}

function Page() {
  const width = useWidth();
  const { id } = width;
  return (
    <div className={css.page} style={gutterVariables(width)}>
      <TransportBar />
      <NoticeBar />
      <StateAnnouncer />
      <main className={css.main}>
        <div className={css.lab}>
          {(id === 'phone' || id === 'narrow') && (
            <div className={css.opening}>
              <ExperimentMenu place="page" />
              {id === 'phone' && <BaseMenu place="page" />}
            </div>
          )}
          <Head />
          <LearnerRows />
          <Foot />
        </div>
        <div className={css.score}>
          <Scorecard />
        </div>
        <div className={css.panels}>
          <ErrorBoundary part="The panel">
            <Panels />
          </ErrorBoundary>
        </div>
      </main>
      <TransportDock />
      <FindingsGallery />
    </div>
  );
}

/** The whole page, over a session that is already connected. */
export function App({ session }: { session: Session }) {
  return (
    <SessionContext value={session}>
      <ThemeProvider>
        <Page />
      </ThemeProvider>
    </SessionContext>
  );
}
