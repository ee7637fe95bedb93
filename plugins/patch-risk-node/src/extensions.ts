import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { EventSink } from './EventSink';
import type { TicketSink } from './TicketSink';

/** Where tasks become tickets. @public */
export interface PatchRiskTicketsExtensionPoint {
  addTicketSink(sink: TicketSink): void;
}

/** @public */
export const patchRiskTicketsExtensionPoint =
  createExtensionPoint<PatchRiskTicketsExtensionPoint>({
    id: 'patch-risk.tickets',
  });

/** Where anomalies and changed findings go as events. @public */
export interface PatchRiskEventsExtensionPoint {
  addEventSink(sink: EventSink): void;
}

/** @public */
export const patchRiskEventsExtensionPoint =
  createExtensionPoint<PatchRiskEventsExtensionPoint>({
    id: 'patch-risk.events',
  });
