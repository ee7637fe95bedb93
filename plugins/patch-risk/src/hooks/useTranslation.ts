import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import { patchRiskTranslationRef } from '../translation/patchRiskTranslationRef';

/** The texts of Patch Risk in the reader's language. */
export function useTranslation(): {
  t: TranslationFunction<(typeof patchRiskTranslationRef)['T']>;
} {
  return useTranslationRef(patchRiskTranslationRef);
}
