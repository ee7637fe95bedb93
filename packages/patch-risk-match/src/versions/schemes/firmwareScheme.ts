import { compareVersions } from '../compareVersions';
import { parseVersion } from '../parseVersion';
import { createScheme } from './createScheme';

/**
 * Versions as makers of devices write them: dotted numbers, service packs, hotfixes, builds, letters,
 * dates, years with a release (see `parseVersion`). The only scheme in which two versions can be well
 * formed and not comparable.
 */
export const firmwareScheme = createScheme({
  name: 'generic',
  parse: parseVersion,
  order: compareVersions,
});
