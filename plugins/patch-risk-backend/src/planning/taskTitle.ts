import type {
  PlanningDevice,
  PlanningGroup,
  PlanningSite,
} from '../database/PlanningFactStore';
import type { TaskDraft } from './TaskDraft';

/** What of a draft its title tells. */
interface TitledDraft extends Pick<TaskDraft, 'kind'> {
  members: {
    device: Pick<PlanningDevice, 'ref' | 'vendor' | 'model'>;
    group?: Pick<PlanningGroup, 'remediationState'>;
    findings: { remediation: { fixedVersion?: string } }[];
  }[];
}

const MAXIMUM_LENGTH = 200;

/** One line of plain text: no control characters, no line breaks, not too long. */
function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > MAXIMUM_LENGTH
    ? `${line.slice(0, MAXIMUM_LENGTH - 1)}…`
    : line;
}

/** What is to be done where, in words. Names come from catalog and feeds and are not escaped for any format. */
export function taskTitle(
  draft: TitledDraft,
  site: Pick<PlanningSite, 'title'> | undefined,
): string {
  const [{ device, group, findings }] = draft.members;
  const product = [device.vendor, device.model].filter(Boolean).join(' ');
  const what = product || device.ref;
  const version = findings.find(finding => finding.remediation.fixedVersion)
    ?.remediation.fixedVersion;
  const where = site ? ` at ${site.title}` : '';
  switch (draft.kind) {
    case 'replace':
      return plain(`Replace ${what}, past its end of support${where}`);
    case 'mitigate':
      return plain(`Mitigate ${what}, for which no fix will come${where}`);
    case 'investigate':
      return plain(`Find out the installed version of ${what}${where}`);
    default:
      if (group?.remediationState !== 'available') {
        return plain(
          `Mitigate ${what} and update it once a fix is out${where}`,
        );
      }
      return plain(
        version
          ? `Update ${what} to ${version}${where}`
          : `Install the fix for ${what}${where}`,
      );
  }
}
