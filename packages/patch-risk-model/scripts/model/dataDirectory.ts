import { resolve } from 'node:path';

/** The folder with public data beside the repository; it is not part of it. */
export const DATA_DIRECTORY = resolve(__dirname, '../../../../../shared/data');
