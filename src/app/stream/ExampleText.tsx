// One real example of a task: prompt, arrow, answer, in the italic of the page's serif.

import type { Example } from '../../core/catalog.ts';

/** `flax -> xalf`; the arrow is drawn, and read out as 'gives'. */
export function ExampleText({ example }: { example: Example }) {
  return (
    <span className="st-example">
      {example.prompt}
      <span className="vh"> gives </span>
      <svg width="14" height="8" viewBox="0 0 16 8" aria-hidden="true">
        <path
          d="M1 4h12M10 1.2L13.2 4 10 6.8"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.1"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {example.answer}
    </span>
  );
}
