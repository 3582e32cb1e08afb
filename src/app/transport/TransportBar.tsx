// The bar: word mark, experiment, transport, readouts, Share, theme. What does not fit a narrow window stands elsewhere.

import { FindingsButton } from '../findings/FindingsButton.tsx';
import { ShareButton } from '../share/ShareButton.tsx';
import { useWidth } from '../theme/gutters.ts';
import { ExperimentMenu } from './ExperimentMenu.tsx';
import { PageSign } from './glyphs.tsx';
import { Readouts } from './Readouts.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';
import { Transport } from './Transport.tsx';
import css from './TransportBar.module.css';

function WordMark() {
  return (
    <h1 className={css.logo}>
      <PageSign />
      <span className={css.word}>Palimpsest</span>
    </h1>
  );
}

export function TransportBar() {
  const { id } = useWidth();
  if (id === 'phone') {
    return (
      <header className={css.bar}>
        <WordMark />
        <div className={css.right}>
          <FindingsButton compact />
          <ShareButton compact />
          <ThemeToggle />
        </div>
      </header>
    );
  }
  return (
    <header className={css.bar}>
      <WordMark />
      {id !== 'narrow' && <ExperimentMenu place="bar" />}
      <div className={css.push}>
        <Transport />
      </div>
      <Readouts />
      <FindingsButton compact={id !== 'wide'} />
      <ShareButton compact={id === 'narrow'} />
      <ThemeToggle className={css.theme} />
    </header>
  );
}

/** The transport of a phone, docked at the bottom. */
export function TransportDock() {
  const { id } = useWidth();
  if (id !== 'phone') return null;
  return (
    <section className={css.dock} aria-label="Run">
      <Transport />
    </section>
  );
}
