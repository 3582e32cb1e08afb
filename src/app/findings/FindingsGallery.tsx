// The gallery of findings: what the literature reports, what came of it here, and each one click from being run again.

import { Modal } from '@mantine/core';
import { Suspense, use, useState } from 'react';
import type { GalleryFinding } from '../../core/gallery.ts';
import { useRun } from '../store/runStore.ts';
import { useSession } from '../store/SessionContext.ts';
import { useWidth } from '../theme/gutters.ts';
import { FindingCard } from './FindingCard.tsx';
import css from './Findings.module.css';
import { GALLERY_HASH, galleryStore, useGallery } from '../store/galleryStore.ts';
import { loadFindings } from './loadFindings.ts';

function close(): void {
  galleryStore.getState().setOpened(false);
  // Otherwise the page would open with the gallery again.
  if (location.hash === GALLERY_HASH) history.replaceState(null, '', location.pathname);
}

/** `10 reproduced, 4 in part, 2 not`. */
function tally(findings: readonly GalleryFinding[]): string {
  const count = (verdict: GalleryFinding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const parts = [
    [count('reproduced'), 'reproduced'],
    [count('partly'), 'in part'],
    [count('not reproduced'), 'not'],
    [count(null), 'not run yet'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}

type Loading = ReturnType<typeof loadFindings>;

function Findings({ loading }: { loading: Loading }) {
  const session = useSession();
  const catalog = useRun((state) => state.catalog);
  const findings = use(loading);
  if (!findings) {
    return <p>The findings could not be loaded. Close this and open it again to try once more.</p>;
  }
  const presets = catalog?.experimentPresets ?? [];
  return (
    <>
      <p className={css.intro}>
        What the literature reports of forgetting and learning on, measured by this laboratory at
        its own size: {tally(findings)}. Means over seeds with 95 % intervals; a claim holds only
        where intervals do not overlap. Open one to see its recorded run and to run it on your own
        GPU.
      </p>
      <div className={css.grid}>
        {findings.map((finding) => (
          <FindingCard
            key={finding.id}
            finding={finding}
            presets={presets.filter(({ id }) => finding.presets.includes(id))}
            onOpen={({ experiment }) => {
              close();
              session.open(experiment);
            }}
          />
        ))}
      </div>
    </>
  );
}

/** Lives while the gallery is open: it does not suspend, so that what is being loaded stays one request. */
function Content() {
  const [loading] = useState(loadFindings);
  return (
    <Suspense fallback={<p className="lab">The findings are being loaded.</p>}>
      <Findings loading={loading} />
    </Suspense>
  );
}

export function FindingsGallery() {
  const opened = useGallery((state) => state.opened);
  const phone = useWidth().id === 'phone';
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="min(1240px, 100vw - 48px)"
      fullScreen={phone}
      padding={phone ? 16 : 24}
      title="Findings of the literature"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Content />
    </Modal>
  );
}
