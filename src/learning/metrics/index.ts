// The registry of metrics, in the order in which they are listed: group by group. Add a metric by adding its file and one line here.

import { ANYTIME_ACCURACY } from './anytimeAccuracy.ts';
import { AVERAGE_ACCURACY } from './averageAccuracy.ts';
import { BACKWARD_TRANSFER } from './backwardTransfer.ts';
import { BASE_LOSS_EXCESS } from './baseLossExcess.ts';
import { COMPOSED_ACCURACY } from './composedAccuracy.ts';
import { COMPOSITION_GAP } from './compositionGap.ts';
import { COMPOSITION_RATIO } from './compositionRatio.ts';
import { DEAD_UNITS } from './deadUnits.ts';
import { EFFECTIVE_RANK } from './effectiveRank.ts';
import { EXAMPLES_RATIO } from './examplesRatio.ts';
import { EXAMPLES_TO_THRESHOLD } from './examplesToThreshold.ts';
import { FLOPS_RATIO } from './flopsRatio.ts';
import { FORGETTING } from './forgetting.ts';
import { FORGETTING_FIRST_LAST } from './forgettingFirstLast.ts';
import { FORGETTING_WITH_FINAL } from './forgettingWithFinal.ts';
import { FORWARD_KL } from './forwardKl.ts';
import { FORWARD_TRANSFER } from './forwardTransfer.ts';
import { FORWARD_TRANSFER_AREA } from './forwardTransferArea.ts';
import { GAIN } from './gain.ts';
import { GENERAL_LOSS_INCREASE } from './generalLossIncrease.ts';
import { GENERAL_PRESERVATION } from './generalPreservation.ts';
import { GENERAL_RETENTION } from './generalRetention.ts';
import { INTRANSIGENCE } from './intransigence.ts';
import { IN_WEIGHTS_RATIO } from './inWeightsRatio.ts';
import { GRADIENT_COSINE_EARLIER, GRADIENT_COSINE_GENERAL } from './gradientCosines.ts';
import { JOINT_INTRANSIGENCE } from './jointIntransigence.ts';
import { LEARNING_ACCURACY } from './learningAccuracy.ts';
import { LEARNING_CURVE_AREA } from './learningCurveArea.ts';
import { LEARNING_TREND } from './learningTrend.ts';
import type { MetricPlugin } from './metric.ts';
import { MINIMUM_ACCURACY } from './minimumAccuracy.ts';
import { NET_SAVINGS } from './netSavings.ts';
import { OLD_PRESERVATION } from './oldPreservation.ts';
import { PLASTICITY_RATIO } from './plasticityRatio.ts';
import { REHEARSED_SHARE } from './rehearsedShare.ts';
import { RELATIVE_LEARNING_ACCURACY } from './relativeLearningAccuracy.ts';
import { RETENTION_RATIO } from './retentionRatio.ts';
import { REVERSE_KL } from './reverseKl.ts';
import { SAVINGS } from './savings.ts';
import { TASK_FORWARD_KL } from './taskForwardKl.ts';
import { THRESHOLD_REACHED } from './thresholdReached.ts';
import { WEIGHT_DISTANCE } from './weightDistance.ts';
import { WORST_CASE_ACCURACY } from './worstCaseAccuracy.ts';
import { WORST_GENERAL } from './worstGeneral.ts';

export const REGISTRY: readonly MetricPlugin[] = [
  LEARNING_ACCURACY,
  RELATIVE_LEARNING_ACCURACY,
  INTRANSIGENCE,
  JOINT_INTRANSIGENCE,
  GAIN,
  FORWARD_TRANSFER,
  FORWARD_TRANSFER_AREA,
  BASE_LOSS_EXCESS,
  AVERAGE_ACCURACY,
  ANYTIME_ACCURACY,
  RETENTION_RATIO,
  FORGETTING,
  FORGETTING_FIRST_LAST,
  FORGETTING_WITH_FINAL,
  BACKWARD_TRANSFER,
  GRADIENT_COSINE_EARLIER,
  MINIMUM_ACCURACY,
  WORST_CASE_ACCURACY,
  SAVINGS,
  NET_SAVINGS,
  GENERAL_PRESERVATION,
  WORST_GENERAL,
  GENERAL_RETENTION,
  GENERAL_LOSS_INCREASE,
  OLD_PRESERVATION,
  FORWARD_KL,
  REVERSE_KL,
  TASK_FORWARD_KL,
  GRADIENT_COSINE_GENERAL,
  LEARNING_CURVE_AREA,
  THRESHOLD_REACHED,
  EXAMPLES_TO_THRESHOLD,
  EXAMPLES_RATIO,
  FLOPS_RATIO,
  REHEARSED_SHARE,
  COMPOSED_ACCURACY,
  COMPOSITION_GAP,
  COMPOSITION_RATIO,
  IN_WEIGHTS_RATIO,
  WEIGHT_DISTANCE,
  PLASTICITY_RATIO,
  LEARNING_TREND,
  DEAD_UNITS,
  EFFECTIVE_RANK,
];
