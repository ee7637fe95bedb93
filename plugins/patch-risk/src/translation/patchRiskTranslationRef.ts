import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { cardMessages } from './cardMessages';
import { commonMessages } from './commonMessages';
import { deviceMessages } from './deviceMessages';
import { discoveryMessages } from './discoveryMessages';
import { fleetMessages } from './fleetMessages';

/** All texts of Patch Risk in English; apps translate them through this ref. @public */
export const patchRiskTranslationRef = createTranslationRef({
  id: 'plugin.patch-risk',
  messages: {
    ...commonMessages,
    ...cardMessages,
    ...deviceMessages,
    ...discoveryMessages,
    ...fleetMessages,
  },
});
