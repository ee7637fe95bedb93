import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { AssessmentSubject } from '../database/AssessmentInputStore';
import type { AssessmentRow } from '../database/AssessmentRows';
import type {
  AssessmentChanges,
  StoredAssessments,
} from '../database/AssessmentWriter';
import type { NewOutcomeEvent } from '../database/OutcomeEventStore';
import type { AssessmentSettings } from './AssessmentSettings';
import type { AssessedDevice } from './AssessOutput';
import { groupRows, isSameRow } from './assessmentRows';
import type { RowContext } from './assessmentRows';
import { findingChangedEvents } from './findingChangedEvents';
import { findMove } from './findMove';

/** Collects what a chunk of assessments changes against what is stored. */
export class AssessmentChunk {
  readonly changes: Omit<AssessmentChanges, 'curves' | 'explanations'> = {
    assessments: [],
    groups: [],
    removed: [],
    history: [],
  };
  readonly outcomes: NewOutcomeEvent[] = [];
  readonly events: OutboundEvent[] = [];
  /** Devices whose row is the same as before. */
  readonly unchanged: string[] = [];
  readonly #settings: AssessmentSettings;
  readonly #context: RowContext;
  readonly #stored: StoredAssessments;

  static create(options: {
    settings: AssessmentSettings;
    context: RowContext;
    stored: StoredAssessments;
  }): AssessmentChunk {
    return new AssessmentChunk(options);
  }

  private constructor(options: Parameters<typeof AssessmentChunk.create>[0]) {
    this.#settings = options.settings;
    this.#context = options.context;
    this.#stored = options.stored;
  }

  add(options: {
    subject: AssessmentSubject;
    row: AssessmentRow;
    device: AssessedDevice | undefined;
    statuses: ReadonlyMap<string, string>;
  }): void {
    const { subject, row, device, statuses } = options;
    const { ref } = subject;
    if (isSameRow(this.#stored.assessments.get(ref), row)) {
      this.unchanged.push(ref);
    } else {
      this.changes.assessments.push(row);
    }
    const groups = device ? groupRows(device) : [];
    const storedGroups = this.#stored.groups.get(ref);
    const gone = new Set(storedGroups?.keys());
    for (const group of groups) {
      gone.delete(group.group_key);
      if (!isSameRow(storedGroups?.get(group.group_key), group)) {
        this.changes.groups.push(group);
      }
    }
    if (gone.size > 0) {
      this.changes.removed.push({ deviceRef: ref, groupKeys: [...gone] });
    }
    const move = findMove({
      row,
      groups,
      storedGroups,
      latest: this.#stored.latest.get(ref),
      bands: this.#settings.tables.bands,
      moveThreshold: this.#settings.moveThreshold,
    });
    if (!move) {
      return;
    }
    this.changes.history.push({
      device_ref: ref,
      at: this.#context.at,
      state: row.state,
      index: row.index,
      probability: row.probability,
      cause: move.cause,
    });
    this.outcomes.push({
      type: 'assessment-moved',
      subject: ref,
      deviceRef: ref,
      payload: {
        cause: move.cause,
        state: row.state,
        index: row.index ?? undefined,
        band: row.band ?? undefined,
        probability: row.probability ?? undefined,
        previousIndex: move.previousIndex,
        modelVersion: row.model_version,
        tablesVersion: row.tables_version,
        decisions: move.decisions.map(({ group, from }) => ({
          groupKey: group.group_key,
          from,
          to: group.decision,
        })),
      },
    });
    this.events.push(
      ...findingChangedEvents({
        subject,
        row,
        move,
        groups: device?.groups ?? [],
        statuses,
        appBaseUrl: this.#settings.appBaseUrl,
      }),
    );
  }
}
