import { commands } from '../scripts/model/commands';

describe('the commands of the model', () => {
  it('have help, each under its own name', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(
      commands.length,
    );
    for (const { name, usage, summary } of commands) {
      expect(usage).toContain(`model -- ${name}`);
      expect(summary).not.toBe('');
    }
  });
});
