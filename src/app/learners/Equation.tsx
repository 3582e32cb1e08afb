// An equation of the catalog, as MathML: selectable, read aloud, and set in the page's own serif.

import { Suspense, lazy } from 'react';
import type { EquationProps } from './Typeset.tsx';

const Typeset = lazy(async () => ({ default: (await import('./Typeset.tsx')).Typeset }));

export function Equation(props: EquationProps) {
  return (
    <Suspense fallback={<span className={props.className} />}>
      <Typeset {...props} />
    </Suspense>
  );
}

/** A parameter's symbol (`\lambda`) inside running text. */
export function Symbol({ tex }: { tex: string }) {
  return <Equation tex={tex} />;
}
