import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to standard output
 * @throws Error with the end of its output when it fails or takes longer than `timeoutMs`
 */
export function run(
  program,
  args,
  { input = '', timeoutMs = 600_000, steps, ...options },
) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe', ...options });
    let output = '';
    let tail = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.stdout.on('data', chunk => {
      output += chunk;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        tail = (tail + chunk).slice(-8000);
        steps?.activity(String(chunk));
      });
    }
    child.stdin.on('error', () => {
      // The program ended without reading; its exit code says the rest.
    });
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) {
        resolve(output);
      } else {
        reject(
          new Error(
            `${program} ${args.join(' ')} in ${options.cwd} ended with ${
              signal ?? code
            }:\n${tail.trim()}`,
          ),
        );
      }
    });
  });
}
