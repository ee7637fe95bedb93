import type { SsvcFacts } from '../forecast/exploit/ExploitFacts';
import { parseDay } from '../forecast/features/parseDay';
import type { DatedExploitFacts } from './DatedExploitFacts';

/** The SSVC value of a day (days since 1970-01-01), where the history of values is known; else the one that there is. */
export function ssvcOn(
  facts: Pick<DatedExploitFacts, 'ssvc' | 'ssvcHistory'>,
  day: number,
): SsvcFacts | undefined {
  return facts.ssvcHistory
    ? facts.ssvcHistory.findLast(
        ({ writtenOn }) => parseDay('ssvc.writtenOn', writtenOn) <= day,
      )
    : facts.ssvc;
}
