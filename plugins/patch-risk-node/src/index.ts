/**
 * Extension points of Patch Risk: ticket sinks and event sinks.
 *
 * @packageDocumentation
 */
export * from './errors';
export * from './EventSink';
export * from './extensions';
export { readConfig } from './readConfig';
export * from './TicketSink';
