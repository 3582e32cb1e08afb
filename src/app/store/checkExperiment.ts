// Checks an opened experiment against the catalog: the schema knows shapes and ranges, only the catalog knows the plug-ins.

import type { Catalog } from '../../core/catalog.ts';
import type { Experiment, LearnerConfig, Phase } from '../../core/experiment.ts';
import { type Correction, checkValues } from '../../core/params.ts';
import type { Choice, Info } from '../../core/plugin.ts';

type Report = (correction: Correction) => void;

/** Corrects the values that are there; what was left to the defaults stays left out, so that links stay short. */
function checkParams(owner: string, choice: Choice, info: Info, report: Report): Choice {
  const { values, corrections } = checkValues(owner, info.params, choice.params);
  if (corrections.length === 0) return choice;
  corrections.forEach(report);
  const kept = Object.entries(values).filter(([key]) => key in choice.params);
  return { id: choice.id, params: Object.fromEntries(kept) };
}

function checkChoice(
  learner: string,
  family: string,
  choice: Choice,
  infos: readonly Info[],
  report: Report,
): Choice {
  const info = infos.find((i) => i.id === choice.id);
  if (info) return checkParams(`${learner}, ${info.label}`, choice, info, report);
  const [fallback] = infos;
  if (!fallback) return choice;
  const message = `${learner}: unknown ${family} '${choice.id}'; using ${fallback.label}.`;
  report({ subject: `${learner}.${family}`, message });
  return { id: fallback.id, params: {} };
}

function checkMethods(learner: LearnerConfig, infos: readonly Info[], report: Report): Choice[] {
  return learner.methods.flatMap((choice) => {
    const info = infos.find((i) => i.id === choice.id);
    if (info) return [checkParams(`${learner.name}, ${info.label}`, choice, info, report)];
    const message = `${learner.name}: unknown method '${choice.id}' was left out.`;
    report({ subject: `${learner.name}.method`, message });
    return [];
  });
}

function checkLearner(learner: LearnerConfig, catalog: Catalog, report: Report): LearnerConfig {
  const check = (family: string, choice: Choice, infos: readonly Info[]) =>
    checkChoice(learner.name, family, choice, infos, report);
  return {
    ...learner,
    objective: check('objective', learner.objective, catalog.objectives),
    methods: checkMethods(learner, catalog.methods, report),
    trainable: check('trainable set', learner.trainable, catalog.trainables),
    optimizer: check('optimizer', learner.optimizer, catalog.optimizers),
    schedule: check('schedule', learner.schedule, catalog.schedules),
  };
}

function checkPhase(phase: Phase, index: number, catalog: Catalog, report: Report): Phase[] {
  const known = phase.tasks.filter((task) => catalog.tasks.some((info) => info.id === task.id));
  if (known.length === phase.tasks.length) return [phase];
  const unknown = phase.tasks.filter((task) => !known.includes(task)).map((task) => `'${task.id}'`);
  const message = `Phase ${index + 1}: unknown task ${unknown.join(', ')} was left out.`;
  report({ subject: `phases.${index}`, message });
  return known.length > 0 ? [{ ...phase, tasks: known }] : [];
}

/**
 * The experiment with every plug-in and value known to the catalog, and a list of what had to be changed.
 * Without corrections the very same object is returned.
 */
export function checkExperiment(
  experiment: Experiment,
  catalog: Catalog,
): { experiment: Experiment; corrections: readonly Correction[] } {
  const corrections: Correction[] = [];
  const report: Report = (correction) => corrections.push(correction);
  const phases = experiment.phases.flatMap((p, i) => checkPhase(p, i, catalog, report));
  const learners = experiment.learners.map((learner) => checkLearner(learner, catalog, report));
  let { base } = experiment;
  const [firstBase] = catalog.bases;
  if (
    base.kind === 'checkpoint' &&
    firstBase &&
    !catalog.bases.some((b) => 'id' in base && b.id === base.id)
  ) {
    report({
      subject: 'base',
      message: `Base: unknown checkpoint '${base.id}'; using ${firstBase.label}.`,
    });
    base = { kind: 'checkpoint', id: firstBase.id };
  }
  if (corrections.length === 0) return { experiment, corrections };
  return { experiment: { ...experiment, base, phases, learners }, corrections };
}
