import { resolve } from 'node:path';
import type { Command } from './Command';
import { runCommand } from './runCommand';

/** Runs a command for whoever called the process, and leaves its exit code with the process. */
export async function runFromShell(options: {
  /** What stands before the name of a command, for the list of commands. */
  call: string;
  commands: readonly Command[];
  commandArguments: readonly string[];
}): Promise<void> {
  // npm and Yarn run scripts in the package's folder and keep the caller's here.
  const callersFolder = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await runCommand({
    ...options,
    io: {
      resolvePath: path => resolve(callersFolder, path),
      print: text => process.stdout.write(text),
      progress: line => process.stderr.write(`${line}\n`),
    },
  });
}
