import { runTypeScript } from './runTypeScript.mjs';

/**
 * The `run` of a benchmark that needs nothing but its file.
 *
 * @param {string} file relative to `test`
 * @returns {(options: { args: string[], steps: { begin(text: string): void, done(text: string): void } }) => Promise<number>}
 */
export function measuring(file) {
  return async ({ args, steps }) => {
    steps.begin('Measuring');
    try {
      return await runTypeScript({ file, args });
    } finally {
      steps.done('Measured');
    }
  };
}
