/**
 * Types, permissions, annotation names and API client of Patch Risk.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './permissions/permissions';
export * from './schema/openapi';
