import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { cardMessages } from './cardMessages';
import { commonMessages } from './commonMessages';
import { componentsMessages } from './componentsMessages';
import { deviceMessages } from './deviceMessages';
import { discoveryMessages } from './discoveryMessages';
import { findingMessages } from './findingMessages';
import { fleetMessages } from './fleetMessages';
import { stateMessages } from './stateMessages';

/** All texts of Patch Risk in English; apps translate them through this ref. @public */
export const patchRiskTranslationRef = createTranslationRef({
  id: 'plugin.patch-risk',
  messages: {
    ...commonMessages,
    ...cardMessages,
    ...deviceMessages,
    ...findingMessages,
    ...discoveryMessages,
    ...componentsMessages,
    ...fleetMessages,
    ...stateMessages,
  },
});
