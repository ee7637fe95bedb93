import type {
  Assessment,
  DeliveryItem,
  FeedStatus,
  GetDevice200Response,
  GetFindingHistory200Response,
  GetHistory200Response,
  ListAnomalies,
  ListAnomalies200Response,
  ListDelivery,
  ListDelivery200Response,
  ListDevices,
  ListDevices200Response,
  ListFindings,
  ListFindings200Response,
  ListHygiene,
  ListHygiene200Response,
  ListQuarantine,
  ListQuarantine200Response,
  ListTasks,
  ListTasks200Response,
  RollUp,
  SuppressFindingRequest,
  SuppressionResult,
  Status,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { DeviceStateRequests } from './DeviceStateRequests';
import type { ComponentRequests } from './ComponentRequests';
import type { DiscoveryRequests } from './DiscoveryRequests';

/**
 * What the pages ask of the Patch Risk backend.
 *
 * Entity refs are strings such as `resource:default/pump-plc`. Each method
 * rejects with a `ResponseError` when the backend answers with an error.
 *
 * @public
 */
export interface PatchRiskApi {
  readonly states: DeviceStateRequests;
  readonly components: ComponentRequests;
  readonly discovery: DiscoveryRequests;
  getStatus(): Promise<Status>;
  listDevices(query: ListDevices['query']): Promise<ListDevices200Response>;
  getDevice(entityRef: string): Promise<GetDevice200Response>;
  getAssessment(entityRef: string): Promise<Assessment>;
  getHistory(entityRef: string): Promise<GetHistory200Response>;
  getRollUp(entityRef: string): Promise<RollUp>;
  listFindings(query: ListFindings['query']): Promise<ListFindings200Response>;
  getFindingHistory(findingId: string): Promise<GetFindingHistory200Response>;
  suppressFinding(
    findingId: string,
    decision: SuppressFindingRequest,
  ): Promise<SuppressionResult>;
  unsuppressFinding(findingId: string): Promise<SuppressionResult>;
  listHygiene(query: ListHygiene['query']): Promise<ListHygiene200Response>;
  listTasks(query: ListTasks['query']): Promise<ListTasks200Response>;
  listAnomalies(
    query: ListAnomalies['query'],
  ): Promise<ListAnomalies200Response>;
  refreshFeed(feedId: string): Promise<FeedStatus>;
  listQuarantine(
    feedId: string,
    query: ListQuarantine['query'],
  ): Promise<ListQuarantine200Response>;
  listDelivery(query: ListDelivery['query']): Promise<ListDelivery200Response>;
  replayDelivery(itemId: string): Promise<DeliveryItem>;
}
