import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  Assessment,
  AssessmentPoint,
  DeviceSummary,
  RollUp,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AssessmentStore } from '../database/AssessmentStore';
import type { DeviceFilter } from '../database/DeviceFilter';
import type {
  DeviceListQuery,
  DeviceListStore,
} from '../database/DeviceListStore';
import type { DeviceStore } from '../database/DeviceStore';
import type { DeviceSummaryStore } from '../database/DeviceSummaryStore';
import type { FindingHistoryStore } from '../database/FindingHistoryStore';
import type { FindingStore } from '../database/FindingStore';
import type { HygieneListStore } from '../database/HygieneListStore';
import type { OutcomeEventStore } from '../database/OutcomeEventStore';
import type { RollUpStore } from '../database/RollUpStore';
import type { TaskStore } from '../database/TaskStore';
import type { DeviceAccess } from '../permissions/DeviceAccess';

/** The stores that hold what belongs to devices; none of them knows credentials. */
export interface DeviceStores {
  anomalies: AnomalyStore;
  assessments: AssessmentStore;
  devices: DeviceStore;
  findingHistory: FindingHistoryStore;
  findings: FindingStore;
  hygiene: HygieneListStore;
  lists: DeviceListStore;
  outcomes: OutcomeEventStore;
  rollUps: RollUpStore;
  summaries: DeviceSummaryStore;
  tasks: TaskStore;
}

interface Page {
  limit: number;
  cursor?: string;
}

/** Everything that is told of devices, narrowed to those that the caller may read. */
export class AuthorizedReads {
  readonly #access: DeviceAccess;
  readonly #stores: DeviceStores;

  static create(options: { access: DeviceAccess; stores: DeviceStores }) {
    return new AuthorizedReads(options.access, options.stores);
  }

  private constructor(access: DeviceAccess, stores: DeviceStores) {
    this.#access = access;
    this.#stores = stores;
  }

  async devices(
    credentials: BackstageCredentials,
    query: Omit<DeviceListQuery, 'visible'>,
    page: Page,
  ) {
    const visible = await this.#access.visibleDevices(credentials);
    const { lists, summaries } = this.#stores;
    const [{ refs, nextCursor, totalItems }, facets] = await Promise.all([
      lists.page({ ...query, visible }, page),
      lists.facets({ visible, relatedTo: query.relatedTo }),
    ]);
    return {
      items: await summaries.get(refs),
      pageInfo: { totalItems, nextCursor },
      facets,
    };
  }

  async device(credentials: BackstageCredentials, entityRef: string) {
    await this.#requireVisible(credentials, entityRef);
    const [device, [summary]] = await Promise.all([
      this.#stores.devices.get(entityRef),
      this.#stores.summaries.get([entityRef]),
    ]);
    if (!device || !summary) {
      throw this.#notFound(entityRef);
    }
    return {
      summary,
      fields: device.fields,
      problems: device.problems,
      firstSeenAt: device.firstSeenAt,
      lastSeenAt: device.lastSeenAt,
    };
  }

  async assessment(
    credentials: BackstageCredentials,
    entityRef: string,
  ): Promise<Assessment> {
    await this.#requireVisible(credentials, entityRef);
    const assessment = await this.#stores.assessments.getAssessment(entityRef);
    if (!assessment) {
      throw new NotFoundError(`${entityRef} was not assessed yet`);
    }
    return assessment;
  }

  async history(
    credentials: BackstageCredentials,
    entityRef: string,
  ): Promise<AssessmentPoint[]> {
    await this.#requireVisible(credentials, entityRef);
    return this.#stores.assessments.history(entityRef);
  }

  async rollUp(
    credentials: BackstageCredentials,
    entityRef: string,
    today: string,
  ): Promise<RollUp> {
    const visible = await this.#access.visibleDevices(credentials);
    const { lists, rollUps, summaries } = this.#stores;
    const query = { visible, relatedTo: entityRef };
    const [refs, { refs: top }] = await Promise.all([
      lists.refs(query),
      lists.page(query, { limit: 5 }),
    ]);
    const [figures, topDevices]: [
      Omit<RollUp, 'entityRef' | 'top'>,
      DeviceSummary[],
    ] = await Promise.all([rollUps.get(refs, today), summaries.get(top)]);
    return { entityRef, ...figures, top: topDevices };
  }

  async findings(
    credentials: BackstageCredentials,
    query: Parameters<FindingStore['list']>[0],
  ) {
    return this.#stores.findings.list({
      ...query,
      deviceRefs: await this.#visibleRefs(credentials),
    });
  }

  /** What became of a finding on a device that the caller may read. */
  async findingHistory(credentials: BackstageCredentials, findingId: string) {
    await this.visibleFinding(credentials, findingId);
    return this.#stores.findingHistory.list(findingId);
  }

  /** @throws NotFoundError in the same words where there is no such finding and where the caller may not see it */
  async visibleFinding(credentials: BackstageCredentials, findingId: string) {
    const visible = await this.#access.visibleDevices(credentials);
    const finding = await this.#stores.findings.get(findingId);
    const isVisible =
      finding &&
      (!visible ||
        (await this.#stores.lists.contains({ visible }, finding.deviceRef)));
    if (!isVisible) {
      throw new NotFoundError(`There is no finding ${findingId}`);
    }
    return finding;
  }

  async hygiene(
    credentials: BackstageCredentials,
    query: Parameters<HygieneListStore['list']>[0],
  ) {
    return this.#stores.hygiene.list({
      ...query,
      deviceRefs: await this.#visibleRefs(credentials),
    });
  }

  async tasks(
    credentials: BackstageCredentials,
    query: Parameters<TaskStore['list']>[0],
  ) {
    const deviceRefs = await this.#visibleRefs(credentials);
    const page = await this.#stores.tasks.list({ ...query, deviceRefs });
    if (!deviceRefs) {
      return page;
    }
    const visible = new Set(deviceRefs);
    return {
      ...page,
      // The sum of L counts devices that the caller may not see: it is told only when there are none.
      items: page.items.map(task => {
        const shown = task.deviceRefs.filter(ref => visible.has(ref));
        return shown.length === task.deviceRefs.length
          ? task
          : { ...task, deviceRefs: shown, loss: undefined };
      }),
    };
  }

  async anomalies(
    credentials: BackstageCredentials,
    query: Parameters<AnomalyStore['list']>[0],
  ) {
    return this.#stores.anomalies.list({
      ...query,
      deviceRefs: await this.#visibleRefs(credentials),
    });
  }

  async outcomes(
    credentials: BackstageCredentials,
    query: Parameters<OutcomeEventStore['list']>[0],
  ) {
    return this.#stores.outcomes.list({
      ...query,
      deviceRefs: await this.#visibleRefs(credentials),
    });
  }

  /** Counts of the devices that the caller may see; none for a caller who may see none. */
  async counts(credentials: BackstageCredentials) {
    const visible = await this.#access.visibleDevices(credentials);
    const { lists } = this.#stores;
    const [deviceCount, notAssessed] = await Promise.all([
      lists.count({ visible }),
      lists.count({ visible, band: 'not_assessed' }),
    ]);
    return { deviceCount, assessedCount: deviceCount - notAssessed };
  }

  async #visibleRefs(
    credentials: BackstageCredentials,
  ): Promise<string[] | undefined> {
    const visible = await this.#access.visibleDevices(credentials);
    return visible && this.#stores.lists.refs({ visible });
  }

  async #requireVisible(
    credentials: BackstageCredentials,
    entityRef: string,
  ): Promise<void> {
    const visible: DeviceFilter | undefined = await this.#access.visibleDevices(
      credentials,
    );
    if (
      visible &&
      !(await this.#stores.lists.contains({ visible }, entityRef))
    ) {
      throw this.#notFound(entityRef);
    }
  }

  /** The same words for a device that does not exist and for one that the caller may not see. */
  #notFound(entityRef: string) {
    return new NotFoundError(`There is no device ${entityRef}`);
  }
}
