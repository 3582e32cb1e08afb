// An equation of the catalog, from TeX to MathML: selectable, read aloud, and set in the page's own serif.

import katex from 'katex';
import { useMemo } from 'react';

/** Unreadable TeX is shown as it is rather than as nothing. */
function toMathML(tex: string): string {
  return katex.renderToString(tex, { output: 'mathml', throwOnError: false, strict: 'ignore' });
}

export function Equation({ tex, className }: { tex: string; className?: string | undefined }) {
  const html = useMemo(() => toMathML(tex), [tex]);
  return <span className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A parameter's symbol (`\lambda`) inside running text. */
export function Symbol({ tex }: { tex: string }) {
  return <Equation tex={tex} />;
}
