import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { patchRiskTranslationRef } from '../translation/patchRiskTranslationRef';

/** The texts of Patch Risk in the reader's language. */
export function useTranslation() {
  return useTranslationRef(patchRiskTranslationRef);
}
