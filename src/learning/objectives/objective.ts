// What an objective plug-in is.

import type { ParamSpecs } from '../../core/params.ts';
import type { CardInfo, Plugin } from '../../core/plugin.ts';
import type { Objective } from '../learner.ts';

export type ObjectivePlugin<S extends ParamSpecs = ParamSpecs> = Plugin<
  Objective,
  null,
  S,
  CardInfo<S>
>;
