import type { CommandIo } from './CommandIo';

/** One command of a command line. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints: options, columns, an example. */
  usage: string;
  /**
   * Does the work. A `UsageError` ends in exit code 2, any other error in 1.
   *
   * @param commandArguments - what follows the name of the command
   */
  run(commandArguments: readonly string[], io: CommandIo): Promise<void>;
}
