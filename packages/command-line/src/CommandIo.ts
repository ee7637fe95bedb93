/** How a command speaks with whoever called it. */
export interface CommandIo {
  /** Absolute path of a path as the caller wrote it, taken from the caller's folder. */
  resolvePath(path: string): string;
  /** Writes results to standard output, as they are. */
  print(text: string): void;
  /** Writes a line about the work to standard error. */
  progress(line: string): void;
}
