import type {
  Anomaly,
  DeviceSummary,
  Finding,
  OutcomeEvent,
  Task,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ApiClient } from '../harness/ApiClient';

/** All that there is, as one who may see everything reads it. */
export class Everything {
  readonly devices: DeviceSummary[];
  readonly findings: Finding[];
  readonly tasks: Task[];
  readonly anomalies: Anomaly[];
  readonly outcomes: OutcomeEvent[];

  private constructor(options: {
    devices: DeviceSummary[];
    findings: Finding[];
    tasks: Task[];
    anomalies: Anomaly[];
    outcomes: OutcomeEvent[];
  }) {
    this.devices = options.devices;
    this.findings = options.findings;
    this.tasks = options.tasks;
    this.anomalies = options.anomalies;
    this.outcomes = options.outcomes;
  }

  static async read(api: ApiClient): Promise<Everything> {
    return new Everything({
      devices: await api.list('/devices'),
      findings: await api.list('/findings?includeClosed=true'),
      tasks: await api.list('/tasks'),
      anomalies: await api.list('/anomalies'),
      outcomes: await api.list('/outcomes'),
    });
  }

  /**
   * Words that give away devices other than these: names, titles, zones, vulnerabilities that only the others have, ids
   * of their findings, tasks and anomalies.
   */
  secretsBeyond(visible: ReadonlySet<string>): string[] {
    const isHidden = (ref: string) => !visible.has(ref);
    const tell = (refs: string[], of: (ref: string) => string[]) => {
      const shown = new Set(refs.filter(ref => visible.has(ref)).flatMap(of));
      return refs
        .filter(isHidden)
        .flatMap(of)
        .filter(word => !shown.has(word));
    };
    const refs = this.devices.map(({ entityRef }) => entityRef);
    const byRef = new Map(this.devices.map(one => [one.entityRef, one]));
    const words = [
      ...tell(refs, ref => {
        const device = byRef.get(ref);
        return [ref.split('/')[1], device?.title ?? '', device?.zone ?? ''];
      }),
      ...tell(refs, ref =>
        this.findings
          .filter(({ deviceRef }) => deviceRef === ref)
          .flatMap(({ id, cve }) => [id, cve]),
      ),
      ...this.tasks
        .filter(({ deviceRefs }) => deviceRefs.every(isHidden))
        .map(({ id }) => id),
      ...this.anomalies
        .filter(({ deviceRef }) => isHidden(deviceRef))
        .map(({ id }) => id),
    ];
    return [...new Set(words.filter(Boolean))];
  }
}
