// Opens the gallery of findings from the bar.

import { BookOpenText } from 'lucide-react';
import { galleryStore } from '../store/galleryStore.ts';

export function FindingsButton({ compact = false }: { compact?: boolean }) {
  return (
    <button
      type="button"
      className={compact ? 'ib' : 'btn'}
      aria-label={compact ? 'Findings' : undefined}
      aria-haspopup="dialog"
      onClick={() => galleryStore.getState().setOpened(true)}
    >
      <BookOpenText size={compact ? 17 : 15} strokeWidth={1.8} aria-hidden="true" />
      {!compact && 'Findings'}
    </button>
  );
}
