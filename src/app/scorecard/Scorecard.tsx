// The sheet with the definition, word for word, marked up with how the selected learner stands on each of its clauses; below
// it all learners by clause, and the reason for the answer in one sentence.

import { Fragment } from 'react';
import type { LearnerGrade } from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useRun } from '../store/runStore.ts';
import { useEdited, useShownRecord } from '../store/shown.ts';
import { formatCount } from '../theme/format.ts';
import { learnerColor } from '../theme/marks.ts';
import { answerOf, BADGE_NOTES, BADGE_WORDS, summaryOf } from './answer.ts';
import { ClausePhrase } from './ClausePhrase.tsx';
import { ClauseTable } from './ClauseTable.tsx';
import { learnerGrade } from './clauses.ts';
import css from './Scorecard.module.css';

function Question({ grade }: { grade: LearnerGrade | null }) {
  const learner = useExperiment((s) =>
    s.experiment.learners.find((l) => l.id === s.selectedLearnerId),
  );
  const { word, verdict } = answerOf(grade);
  if (!learner) return <h2 className="hd">The definition</h2>;
  return (
    <div className={css.top}>
      <h2 className="hd">
        Is <span style={{ color: learnerColor(learner.mark) }}>{learner.name}</span> continual
        learning?
      </h2>
      <span className={css.answer} data-verdict={verdict}>
        {word}
      </span>
    </div>
  );
}

function Definition({ grade }: { grade: LearnerGrade | null }) {
  return (
    <p className={css.definition}>
      We are interested in an LLM being able to <ClausePhrase grade={grade} words="efficiently" />{' '}
      and <ClausePhrase grade={grade} words="compositionally" /> learn{' '}
      <ClausePhrase grade={grade} words="new capabilities" /> during{' '}
      <ClausePhrase grade={grade} words="sequential exposure" /> to{' '}
      <ClausePhrase grade={grade} words="new, differently-distributed data" />, while{' '}
      <ClausePhrase grade={grade} words="at least preserving general capabilities" />. And it should
      do so <ClausePhrase grade={grade} words="in its weights" />.
    </p>
  );
}

/** How many seeds and items are behind the grades, and whether they are of what is on screen. */
function provenance(record: RunRecord, { seeds }: LearnerGrade, edited: boolean): string {
  const items = Math.max(0, ...record.capabilities.map((c) => c.items));
  const finished = seeds === 0 ? 'no finished seed yet' : seeds === 1 ? '1 seed' : `${seeds} seeds`;
  return [
    finished,
    `at most ${formatCount(items)} held-out items per capability`,
    ...(edited ? ['from before your edit'] : []),
  ].join(' · ');
}

function Reason({ record, grade }: { record: RunRecord; grade: LearnerGrade }) {
  const edited = useEdited();
  const { lead, rest } = summaryOf(grade);
  return (
    <div className={css.note}>
      <p>
        <b>{lead}</b> {rest}
        {grade.badges.map((badge, i) => (
          <Fragment key={badge}>
            {i === 0 ? ' Also: ' : ', '}
            <i title={BADGE_NOTES[badge]}>{BADGE_WORDS[badge]}</i>
            {i === grade.badges.length - 1 && '.'}
          </Fragment>
        ))}
      </p>
      <p className={css.source}>{provenance(record, grade, edited)}</p>
    </div>
  );
}

/** Why there are no grades, and how to get them. */
function Ungraded({ record }: { record: RunRecord | null }) {
  const live = useRun((state) => state.live !== null);
  const known = useExperiment((s) =>
    record?.experiment.learners.some((l) => l.id === s.selectedLearnerId),
  );
  const reason = (): string => {
    if (!record) return 'There is nothing to grade yet.';
    if (!known) return 'This learner was not in the run that is shown.';
    return `This ${live ? 'run' : 'trace'} is from before there were grades.`;
  };
  return (
    <p className={css.note}>
      <b>Not graded.</b> {reason()} Run the experiment, and each clause lights up with its figure
      and verdict.
    </p>
  );
}

export function Scorecard() {
  const record = useShownRecord();
  const selected = useExperiment((state) => state.selectedLearnerId);
  const grade = learnerGrade(record, selected);
  return (
    <aside className={css.score} aria-label="Scorecard">
      <Question grade={grade} />
      <Definition grade={grade} />
      {record?.grades && <ClauseTable record={record} />}
      {record && grade ? <Reason record={record} grade={grade} /> : <Ungraded record={record} />}
    </aside>
  );
}
