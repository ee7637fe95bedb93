import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ecsSchemaFile } from './ecsSchemaFile';

/** What ECS says of a field. */
export interface EcsField {
  type: string;
  normalize?: string[];
  ignore_above?: number;
  allowed_values?: { name: string; expected_event_types?: string[] }[];
}

/** Fields by their dotted names. */
export type EcsSchema = Record<string, EcsField>;

export function readEcsSchema(): EcsSchema {
  return parse(readFileSync(ecsSchemaFile, 'utf8'));
}
