// TeX to MathML. On its own, because the library that does it is large and no equation is on the first screen's critical path.

import katex from 'katex';
import { useMemo } from 'react';

/** Unreadable TeX is shown as it is rather than as nothing. */
function toMathML(tex: string): string {
  return katex.renderToString(tex, { output: 'mathml', throwOnError: false, strict: 'ignore' });
}

export interface EquationProps {
  readonly tex: string;
  readonly className?: string | undefined;
}

export function Typeset({ tex, className }: EquationProps) {
  const html = useMemo(() => toMathML(tex), [tex]);
  return <span className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
