import type {
  FindingEvent,
  FindingEventCause,
  FindingEventTypeEnum,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';

/** What is recorded of a finding at one instant; as the writers of outcome events put it. */
interface RecordedPayload {
  cause?: FindingEventCause;
  reason?: string;
  until?: string;
  reopened?: boolean;
  changed?: string[];
  status?: string;
  confidence?: number;
  documents?: string[];
  remediationState?: string;
  fixedVersion?: string;
  previous?: RecordedPayload;
}

interface EventRow {
  sequence: number | string;
  at: string;
  type: string;
  payload: string;
}

/** More than one can read; the newest are shown. */
const MOST_EVENTS = 500;

const TYPES: Record<string, FindingEventTypeEnum> = {
  'finding-opened': 'opened',
  'finding-changed': 'changed',
  'finding-closed': 'closed',
  'finding-suppressed': 'suppressed',
  'finding-suppression-changed': 'suppression-changed',
  'finding-suppression-questioned': 'suppression-questioned',
  'finding-suppression-ended': 'suppression-ended',
};

/** What is told of a finding as text, by field. */
function told(payload: RecordedPayload): Record<string, string | undefined> {
  return {
    status: payload.status,
    confidence: payload.confidence?.toFixed(2),
    evidence: payload.documents?.join(', '),
    remediation:
      payload.remediationState === undefined
        ? undefined
        : [payload.remediationState, payload.fixedVersion]
            .filter(part => part !== undefined)
            .join(' '),
  };
}

const FIELDS = ['status', 'confidence', 'evidence', 'remediation'] as const;

function toEvent(row: EventRow): FindingEvent {
  const payload: RecordedPayload = JSON.parse(row.payload);
  const now = told(payload);
  const before = payload.previous && told(payload.previous);
  const type = TYPES[row.type];
  return {
    sequence: Number(row.sequence),
    at: row.at,
    type: type === 'opened' && payload.reopened ? 'reopened' : type,
    // Events of earlier versions name no cause.
    cause: payload.cause ?? { kind: 'matching' },
    reason: payload.reason,
    until: payload.until,
    changes: before
      ? FIELDS.filter(
          field =>
            now[field] !== before[field] ||
            (field === 'evidence' && payload.changed?.includes('evidence')),
        ).map(field => ({ field, from: before[field], to: now[field] }))
      : [],
  };
}

/** The history of findings, which is what the append-only facts say of them. */
export class FindingHistoryStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): FindingHistoryStore {
    return new FindingHistoryStore(options.database);
  }

  /** What became of a finding, oldest first; of a very long history the newest events. */
  async list(findingId: string): Promise<FindingEvent[]> {
    const rows: EventRow[] = await this.#database('outcome_events')
      .where('subject', findingId)
      .whereIn('type', Object.keys(TYPES))
      .orderBy('sequence', 'desc')
      .limit(MOST_EVENTS)
      .select('sequence', 'at', 'type', 'payload');
    return rows.reverse().map(toEvent);
  }
}
