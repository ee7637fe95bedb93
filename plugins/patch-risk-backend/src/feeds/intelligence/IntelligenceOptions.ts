import type { FeedOptions } from '../FeedOptions';
import type { Tlp } from './Tlp';

/** What config says of a source of threat intelligence. */
export interface IntelligenceOptions extends FeedOptions {
  id: string;
  title?: string;
  /** Labels of what is taken; what has none is taken always. */
  tlp: ReadonlySet<Tlp>;
}
