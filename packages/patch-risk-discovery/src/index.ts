/**
 * Devices from what scanners, sensors and exports saw.
 *
 * @packageDocumentation
 */
export type {
  Claim,
  SeenComponent,
  SeenService,
  Sighting,
} from './sightings/Sighting';
export type { SourceItem, SourceReader } from './sources/SourceReader';
