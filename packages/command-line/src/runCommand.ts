import type { Command } from './Command';
import type { CommandIo } from './CommandIo';
import { UsageError } from './UsageError';

/**
 * Runs the command that the arguments name.
 *
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runCommand(options: {
  /** What stands before the name of a command, for the list of commands. */
  call: string;
  commands: readonly Command[];
  commandArguments: readonly string[];
  io: CommandIo;
}): Promise<0 | 1 | 2> {
  const { commands, io } = options;
  const [name, ...rest] = options.commandArguments;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.print(overview(options));
    return 0;
  }
  const command = commands.find(each => each.name === name);
  if (!command) {
    io.progress(
      name === undefined ? 'A command is missing' : `No command '${name}'`,
    );
    io.progress(overview(options).trimEnd());
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.print(`${command.usage.trim()}\n`);
    return 0;
  }
  try {
    await command.run(rest, io);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.progress(error.message);
      io.progress(command.usage.trim());
      return 2;
    }
    io.progress(describe(error));
    return 1;
  }
}

function overview({
  call,
  commands,
}: {
  call: string;
  commands: readonly Command[];
}): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(
    ({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return `Usage: ${call} COMMAND [options]\n\n${lines.join(
    '\n',
  )}\n\nCOMMAND --help tells the options. Exit codes: 0 done, 1 failed, 2 not understood.\n`;
}

/** Errors about input speak for themselves; of the others the place is worth more than the looks. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return `There is no file ${path}`;
  }
  if (error.name === 'InputError' || code !== undefined) {
    return error.message;
  }
  return error.stack ?? error.message;
}
