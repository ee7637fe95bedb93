/**
 * Extension points of Patch Risk, ticket sinks and event sinks, and the schema of devices.
 *
 * @packageDocumentation
 */
export { deviceSchema } from './deviceSchema';
export * from './errors';
export * from './EventSink';
export * from './extensions';
export { readConfig } from './readConfig';
export * from './TicketSink';
