import { parseJql } from '@internal/test/stand-ins/jira/parseJql';
import fc from 'fast-check';
import { buildSummary } from './buildSummary';
import { cleanText } from './cleanText';
import { toJqlString } from './toJqlString';
import { createTicketContent } from '../__testUtils__/createTicketContent';

describe('text on its way to Jira', () => {
  it('stays one value in a search, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), value => {
        fc.pre(!/\p{Cc}/u.test(value));
        expect(parseJql(`project = ${toJqlString(value)}`).projects).toEqual([
          value,
        ]);
      }),
      { examples: [['"; project = X'], ['\\" OR id = 1'], ['a\\']] },
    );
    expect(() => toJqlString('a\nb')).toThrow('control characters');
  });

  it('fits into a summary, and never ends in half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.integer({ min: 0, max: 3 }),
        (title, devices) => {
          const content = createTicketContent({ task: { title } });
          content.devices = Array.from(
            { length: devices },
            () => content.devices[0],
          );
          const summary = buildSummary(content);
          expect(summary.length).toBeGreaterThan(0);
          expect(summary.length).toBeLessThanOrEqual(255);
          expect(summary).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        },
      ),
    );
  });

  it('loses what hides or reorders it', () => {
    expect(cleanText('a\u0000b\u202Ec\r\n d', 10)).toBe('abc d');
    expect(cleanText('Überlänge', 5)).toBe('Über…');
  });
});
