import type { DeviceDecision } from '@patch-risk/discovery';

/** A row of `discovery_decisions`. */
export interface DecisionRow {
  sequence: number | string;
  id: string;
  kind: DeviceDecision['kind'];
  device_a: string | null;
  device_b: string | null;
  field: 'vendor' | 'model' | null;
  written: string | null;
  value: string | null;
  decided_by: string;
  decided_at: string;
  taken_back_by: string | null;
  taken_back_at: string | null;
}

/** The decision of a row, as devices are made with it. */
export function readDecisionRow(row: DecisionRow): DeviceDecision {
  const told = { by: row.decided_by, at: row.decided_at };
  switch (row.kind) {
    case 'alias':
      return {
        kind: 'alias',
        field: row.field ?? 'vendor',
        written: row.written ?? '',
        value: row.value ?? '',
        ...told,
      };
    case 'same':
    case 'different':
      return {
        kind: row.kind,
        devices: [row.device_a ?? '', row.device_b ?? ''],
        ...told,
      };
    default:
      return { kind: row.kind, device: row.device_a ?? '', ...told };
  }
}
