// The registry of metrics, in the order in which they are listed. Add a metric by adding its file and one line here.

import { ANYTIME_ACCURACY } from './anytimeAccuracy.ts';
import { AVERAGE_ACCURACY } from './averageAccuracy.ts';
import { BACKWARD_TRANSFER } from './backwardTransfer.ts';
import { COMPOSED_ACCURACY } from './composedAccuracy.ts';
import { DEAD_UNITS } from './deadUnits.ts';
import { EFFECTIVE_RANK } from './effectiveRank.ts';
import { FORGETTING } from './forgetting.ts';
import { FORWARD_TRANSFER } from './forwardTransfer.ts';
import { GENERAL_PRESERVATION } from './generalPreservation.ts';
import { LEARNING_ACCURACY } from './learningAccuracy.ts';
import type { MetricPlugin } from './metric.ts';
import { MINIMUM_ACCURACY } from './minimumAccuracy.ts';
import { OLD_PRESERVATION } from './oldPreservation.ts';
import { WORST_CASE_ACCURACY } from './worstCaseAccuracy.ts';
import { WORST_GENERAL } from './worstGeneral.ts';

export const REGISTRY: readonly MetricPlugin[] = [
  LEARNING_ACCURACY,
  AVERAGE_ACCURACY,
  ANYTIME_ACCURACY,
  FORGETTING,
  BACKWARD_TRANSFER,
  FORWARD_TRANSFER,
  GENERAL_PRESERVATION,
  WORST_GENERAL,
  OLD_PRESERVATION,
  COMPOSED_ACCURACY,
  MINIMUM_ACCURACY,
  WORST_CASE_ACCURACY,
  DEAD_UNITS,
  EFFECTIVE_RANK,
];
