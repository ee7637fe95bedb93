import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import type {
  DeviceStore,
  MatchableDevice,
  MatchState,
} from '../database/DeviceStore';
import type { FindingStore, StoredFinding } from '../database/FindingStore';
import type {
  NewOutcomeEvent,
  OutcomeEventStore,
} from '../database/OutcomeEventStore';
import type { FindingContent } from './composeFinding';
import { changedEvents, closedEvent } from './findingEvents';

/** What matching found for the devices of one configuration. */
export interface ConfigurationResult {
  state: MatchState;
  reason: string;
  /** Findings that are open, by CVE. */
  open: ReadonlyMap<string, FindingContent>;
  /** What closes an open finding, where a document says why; read in the writer's transaction. */
  closing: (
    cve: string,
    transaction?: Knex.Transaction,
  ) => Promise<FindingContent | undefined>;
}

/** Findings that were opened, changed and closed. */
export interface FindingChanges {
  opened: number;
  changed: number;
  closed: number;
}

/** A finding that stays as it is is written once a day, to show that it was met again. */
const TOUCH_AFTER_MS = 24 * 60 * 60 * 1000;

/** Deterministic, so that a finding that comes back is the same finding. */
function findingId(deviceRef: string, cve: string): string {
  return createHash('sha256')
    .update(`${deviceRef}|${cve}`)
    .digest('hex')
    .slice(0, 32);
}

function differences(known: StoredFinding, content: FindingContent): string[] {
  const keys = [
    'status',
    'confidence',
    'remediation',
    'advisedProduct',
    'fixGroupKey',
    'evidence',
  ] as const;
  return keys.filter(
    key => JSON.stringify(known[key]) !== JSON.stringify(content[key]),
  );
}

/** Who set a finding aside stays so until that ends; a publisher who says that it is not affected comes first. */
function suppressionOf(options: {
  known?: StoredFinding;
  content: FindingContent;
  isOpen: boolean;
  at: string;
}): StoredFinding['suppression'] {
  const { at, content, isOpen, known } = options;
  const before = isOpen ? known?.suppression : undefined;
  if (content.status !== 'not_affected') {
    return before?.by === 'vex' ? undefined : before;
  }
  const ground = content.evidence.find(each => each.justification);
  return {
    by: 'vex',
    id: ground?.advisoryId,
    reason: 'The publisher says that the product is not affected',
    justification: ground?.justification,
    since: before?.by === 'vex' ? before.since : at,
  };
}

/** Brings the stored findings of devices in line with what matching found; writes differences only. */
export class FindingWriter {
  readonly #database: Knex;
  readonly #devices: DeviceStore;
  readonly #findings: FindingStore;
  readonly #events: OutcomeEventStore;
  readonly #clock: Clock;

  private constructor(options: Parameters<typeof FindingWriter.create>[0]) {
    this.#database = options.database;
    this.#devices = options.devices;
    this.#findings = options.findings;
    this.#events = options.events;
    this.#clock = options.clock;
  }

  static create(options: {
    database: Knex;
    devices: DeviceStore;
    findings: FindingStore;
    events: OutcomeEventStore;
    clock: Clock;
  }): FindingWriter {
    return new FindingWriter(options);
  }

  /**
   * Writes the result for devices of one configuration, with its outcome events, in one transaction.
   * A device that changed since it was read is left to the next run.
   */
  async write(
    devices: readonly MatchableDevice[],
    result: ConfigurationResult,
  ): Promise<FindingChanges> {
    const read = new Map(devices.map(device => [device.entityRef, device]));
    return this.#database.transaction(async transaction => {
      const now = this.#clock.now();
      const at = now.toISOString();
      const locked = await this.#devices.lockMatchable(transaction, [
        ...read.keys(),
      ]);
      const present = locked.filter(device => {
        const before = read.get(device.entityRef);
        return (
          before?.isGone === device.isGone &&
          before.vendor === device.vendor &&
          before.model === device.model &&
          before.firmwareVersion === device.firmwareVersion &&
          before.hardwareVersion === device.hardwareVersion &&
          before.componentSetIds === device.componentSetIds
        );
      });
      const refs = present.map(device => device.entityRef);
      const known = new Map<string, Map<string, StoredFinding>>();
      for (const finding of await this.#findings.ofDevices(transaction, refs)) {
        const ofDevice = known.get(finding.deviceRef) ?? new Map();
        known.set(finding.deviceRef, ofDevice);
        ofDevice.set(finding.cve, finding);
      }
      const changes: FindingChanges = { opened: 0, changed: 0, closed: 0 };
      const rows: StoredFinding[] = [];
      const events: NewOutcomeEvent[] = [];
      for (const device of present) {
        const stored = known.get(device.entityRef) ?? new Map();
        const open = device.isGone ? new Map() : result.open;
        for (const content of open.values()) {
          this.#open({ device, content, stored, at, rows, events, changes });
        }
        for (const finding of stored.values()) {
          if (finding.closedAt === undefined && !open.has(finding.cve)) {
            const content = device.isGone
              ? undefined
              : await result.closing(finding.cve, transaction);
            this.#close({ device, finding, content, at, rows, events });
            changes.closed++;
          }
        }
      }
      await this.#findings.save(transaction, rows);
      await this.#findings.touch(transaction, {
        deviceRefs: refs,
        before: new Date(now.getTime() - TOUCH_AFTER_MS).toISOString(),
        at,
      });
      const moved = present.filter(
        device =>
          !device.isGone &&
          (device.matchState !== result.state ||
            device.matchReason !== result.reason),
      );
      if (moved.length > 0) {
        await this.#devices.setMatchState(transaction, {
          entityRefs: moved.map(device => device.entityRef),
          state: result.state,
          reason: result.reason,
        });
      }
      await this.#events.append(transaction, events, at);
      return changes;
    });
  }

  #open(options: {
    device: MatchableDevice;
    content: FindingContent;
    stored: ReadonlyMap<string, StoredFinding>;
    at: string;
    rows: StoredFinding[];
    events: NewOutcomeEvent[];
    changes: FindingChanges;
  }) {
    const { device, content, stored, at, rows, events, changes } = options;
    const deviceRef = device.entityRef;
    const known = stored.get(content.cve);
    const isOpen = known !== undefined && known.closedAt === undefined;
    const changed = isOpen ? differences(known, content) : [];
    if (isOpen && changed.length === 0) return;
    const id = known?.id ?? findingId(deviceRef, content.cve);
    const suppression = suppressionOf({ known, content, isOpen, at });
    rows.push({
      ...content,
      id,
      deviceRef,
      suppression,
      firstSeenAt: known?.firstSeenAt ?? at,
      lastSeenAt: at,
      changedAt: at,
    });
    if (isOpen) changes.changed++;
    else changes.opened++;
    events.push(
      ...changedEvents({ id, device, known, content, suppression, changed }),
    );
  }

  #close(options: {
    device: MatchableDevice;
    finding: StoredFinding;
    content: FindingContent | undefined;
    at: string;
    rows: StoredFinding[];
    events: NewOutcomeEvent[];
  }) {
    const { device, finding, content, at, rows, events } = options;
    let reason = 'no-longer-named';
    if (device.isGone) reason = 'device-gone';
    else if (content) reason = content.status;
    rows.push({
      ...finding,
      // A device that is gone is no safer for it: what was known of the finding stays.
      status: content?.status ?? finding.status,
      confidence: content?.confidence ?? finding.confidence,
      evidence: content?.evidence ?? finding.evidence,
      suppression: undefined,
      changedAt: at,
      closedAt: at,
    });
    events.push(closedEvent({ device, finding, content, reason }));
  }
}
