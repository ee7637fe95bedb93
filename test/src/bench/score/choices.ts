import type {
  ControlKind,
  CriticalityClass,
  ExposureClass,
  FixRemediationState,
  SafetyClass,
  UpdateChannel,
} from '@patch-risk/model';

/** What the codes of the columns stand for; the last code of an input that may be missing is undefined. */
export const choices = {
  attackVector: ['N', 'A', 'L', 'P'],
  attackComplexity: ['L', 'H'],
  privileges: ['N', 'L', 'H'],
  interaction: ['N', 'R'],
  scope: ['U', 'C'],
  level: ['H', 'L', 'N'],
  weakness: [
    [],
    ['CWE-787'],
    ['CWE-78'],
    ['CWE-89'],
    ['CWE-79'],
    ['CWE-22'],
    ['CWE-287'],
    ['CWE-9999'],
    ['CWE-787', 'CWE-22'],
  ],
  vendor: [
    undefined,
    'Siemens',
    'Rockwell Automation',
    'Schneider Electric',
    'ABB',
    'Cisco',
    'Fortinet',
    'Moxa',
    'Apache',
    'A vendor of its own',
  ],
  state: [
    'available',
    'announced',
    'none_available',
    'no_fix_planned',
    'unknown',
  ] as FixRemediationState[],
  exposure: ['internet', 'dmz', 'internal', 'isolated', undefined] as (
    | ExposureClass
    | undefined
  )[],
  purdueLevel: [0, 1, 2, 3, 3.5, 4, 5, undefined],
  securityLevel: [0, 1, 2, 3, 4, undefined],
  control: [
    'segmentation',
    'firewall-rule',
    'virtual-patch',
    'allow-listing',
    'disabled-service',
    'monitoring',
    'other',
  ] as ControlKind[],
  criticality: ['low', 'medium', 'high', 'critical', undefined] as (
    | CriticalityClass
    | undefined
  )[],
  safety: ['none', 'indirect', 'direct', undefined] as (
    | SafetyClass
    | undefined
  )[],
  updateChannel: [
    'automatic',
    'managed',
    'vendor-portal',
    'manual',
    undefined,
  ] as (UpdateChannel | undefined)[],
  windowsPerWeek: [undefined, 1 / 13, 12 / 52, 1],
};
