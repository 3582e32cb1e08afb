// Rows (one chart per learner) or overlay (all learners in one chart).

import { Layers, Rows3 } from 'lucide-react';
import { useView, viewStore } from '../store/viewStore.ts';

export function LayoutSwitch() {
  const overlay = useView((state) => state.layout === 'overlay');
  const Sign = overlay ? Rows3 : Layers;
  return (
    <button
      type="button"
      className="tx"
      onClick={() => viewStore.getState().setLayout(overlay ? 'rows' : 'overlay')}
    >
      <Sign size={13} strokeWidth={1.8} aria-hidden="true" />
      {overlay ? 'One chart each' : 'Overlay'}
    </button>
  );
}
