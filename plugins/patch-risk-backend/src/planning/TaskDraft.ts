import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import type {
  PlanningDevice,
  PlanningFinding,
  PlanningGroup,
} from '../database/PlanningFactStore';

/** One device's part of a task. */
export interface DraftMember {
  device: PlanningDevice;
  groupKey: string;
  /** Absent where the device was not assessed. */
  group?: PlanningGroup;
  findings: PlanningFinding[];
}

/** A task before its dates are worked out. */
export interface TaskDraft {
  id: string;
  kind: Task['kind'];
  ownerRef?: string;
  siteRef?: string;
  members: DraftMember[];
}
