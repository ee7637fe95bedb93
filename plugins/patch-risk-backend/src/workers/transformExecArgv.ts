const transformModule = '@backstage/cli/config/nodeTransform.cjs';

/**
 * Node arguments with which a worker thread can load the given file.
 *
 * The built package needs none. TypeScript source needs Backstage's transform: a process started by
 * `backstage-cli` passes it on by itself, one started by jest does not, so it is added there.
 *
 * @param filename - The worker's entry.
 * @returns The arguments, or undefined to inherit those of the process.
 */
export function transformExecArgv(filename: string): string[] | undefined {
  if (
    !filename.endsWith('.ts') ||
    process.execArgv.some(argument => argument.includes('nodeTransform'))
  ) {
    return undefined;
  }
  return [...process.execArgv, '--require', require.resolve(transformModule)];
}
