// Registry of learning-rate schedules.

import { constant } from './constant.ts';
import { cosine } from './cosine.ts';

export const SCHEDULES = [constant, cosine] as const;
