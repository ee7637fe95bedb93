import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The folder of the repository. */
export const root = resolvePackagePath('@internal/test', '..');
