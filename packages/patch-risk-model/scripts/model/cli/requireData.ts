import { existsSync } from 'node:fs';
import { DATA_DIRECTORY } from '../dataDirectory';

/** @throws Error where the public data is not beside the repository */
export function requireData(): void {
  if (!existsSync(DATA_DIRECTORY)) {
    throw Object.assign(
      new Error(
        `The data folder ${DATA_DIRECTORY} is not there; put it beside the repository`,
      ),
      { code: 'NO_DATA' },
    );
  }
}
