// A marked phrase of the definition: its wash, line, sign and figure say how its clause stands; pointing at it, why.

import { Tooltip } from '@mantine/core';
import type { LearnerGrade } from '../../core/grade.ts';
import { type Phrase, phraseGrades, shownGrade, VERDICT_WORDS } from './clauses.ts';
import { ClauseTip } from './ClauseTip.tsx';
import { clauseFigure } from './figures.ts';
import { VerdictSign } from './VerdictSign.tsx';
import css from './ClausePhrase.module.css';

/** The parts of the charts that a phrase is computed from, where they show: `data-part` in charts/CurvesLayer.tsx. */
const TELLS: Partial<Record<Phrase, 'learning' | 'earlier' | 'general'>> = {
  efficiently: 'learning',
  'new capabilities': 'learning',
  'sequential exposure': 'earlier',
  'at least preserving general capabilities': 'general',
};

const UNGRADED = 'Not graded. A run brings its figure and verdict.';

/** A phrase this short stays on one line. */
const SHORT = 14;

/** What a line may end after, and the word that the figure never parts from. */
function lastWord(words: Phrase): readonly [string, string] {
  const cut = words.length <= SHORT ? 0 : words.lastIndexOf(' ') + 1;
  return [words.slice(0, cut), words.slice(cut)];
}

interface ClausePhraseProps {
  readonly grade: LearnerGrade | null;
  readonly words: Phrase;
}

export function ClausePhrase({ grade, words }: ClausePhraseProps) {
  const grades = phraseGrades(grade, words);
  const shown = shownGrade(grades);
  const [first, last] = lastWord(words);
  const figure = shown ? clauseFigure(shown) : '';
  // What is still to come is said where a figure will stand.
  const isBare = shown?.verdict === 'open' && figure === '';
  return (
    <Tooltip
      label={shown ? <ClauseTip grades={grades} /> : UNGRADED}
      inline
      position="bottom-start"
      classNames={{ tooltip: css.tip }}
      maw="min(340px, calc(100vw - 16px))"
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* A button element cannot break across lines; this one is part of a sentence. */}
      <span
        role="button"
        tabIndex={0}
        className={css.phrase}
        data-verdict={shown?.verdict}
        data-tells={TELLS[words]}
      >
        {first}
        <span className={css.whole}>
          {last}
          {shown && (
            <span className={css.figure}>
              {' '}
              <VerdictSign verdict={shown.verdict} />
              <span className={isBare ? undefined : 'vh'}>{VERDICT_WORDS[shown.verdict]} </span>
              {figure}
            </span>
          )}
        </span>
      </span>
    </Tooltip>
  );
}
