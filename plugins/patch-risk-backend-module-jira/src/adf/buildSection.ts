import type {
  TicketContent,
  TicketDevice,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { AdfNode } from './AdfNode';
import { describeForecast } from './describeForecast';
import {
  bulletList,
  externalText,
  heading,
  link,
  panel,
  paragraph,
  table,
  text,
} from './nodes';

/** Half of Jira's limit of 32,767 characters, so that a person has room for as much again. */
const MOST_CHARACTERS = 16_000;
const MOST_CVES = 20;
const MOST_REASONS = 12;

const DECISIONS: Record<TicketContent['task']['decision'], string> = {
  act: 'act now',
  'next-window': 'in the next change window',
  schedule: 'schedule within the SLA',
  mitigate: 'mitigate, as no fix can be installed in time',
  accept: 'risk accepted',
  monitor: 'monitor',
};

const strong = { type: 'strong' } as const;

function joinLimited(values: string[], most: number): string {
  const shown = values.slice(0, most).join(', ');
  const rest = values.length - most;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

function buildPanel(content: TicketContent): AdfNode {
  const { task, devices } = content;
  const count = devices.length;
  return panel(
    paragraph(
      text('What: ', strong),
      externalText(
        `${task.title}${
          count > 0 ? `, on ${count} ${count === 1 ? 'device' : 'devices'}` : ''
        }`,
      ),
    ),
    paragraph(
      text('By when: ', strong),
      externalText(`${content.dueDate}. ${task.dueReason.text}`),
    ),
    paragraph(
      text('Why: ', strong),
      externalText(content.reasons[0] ?? 'See the vulnerabilities below.'),
    ),
    paragraph(
      text('Kept up to date by Patch Risk as '),
      text(content.key, { type: 'code' }),
    ),
  );
}

function buildRisk({ task, priority }: TicketContent): AdfNode {
  const items: AdfNode[][] = [
    [text('Risk: ', strong), text(priority)],
    [text('Decision: ', strong), text(DECISIONS[task.decision])],
  ];
  if (task.fix) {
    items.push([text('Fix: ', strong), externalText(task.fix)]);
  }
  if (task.cves.length > 0) {
    items.push([
      text('Vulnerabilities: ', strong),
      externalText(joinLimited(task.cves, MOST_CVES)),
    ]);
  }
  if (task.fixForecast) {
    items.push([
      text('Fix forecast: ', strong),
      externalText(describeForecast(task.fixForecast)),
    ]);
  }
  if (task.onTimeProbability !== undefined) {
    const chance = Math.round(task.onTimeProbability * 100);
    items.push([
      text('Chance to meet the date: ', strong),
      text(`${chance} %`),
    ]);
  }
  if (task.plannedStart) {
    items.push([
      text('Planned: ', strong),
      externalText(
        task.plannedEnd
          ? `${task.plannedStart} to ${task.plannedEnd}`
          : task.plannedStart,
      ),
    ]);
  }
  return bulletList(items);
}

function deviceRow(device: TicketDevice): AdfNode[][] {
  const kind = [device.vendor, device.model].filter(Boolean).join(' ');
  return [
    [link(device.title, device.url)],
    [externalText(kind || 'unknown')],
    [externalText(device.firmwareVersion ?? 'unknown')],
    [
      text(
        device.index === undefined ? 'not assessed' : device.index.toFixed(1),
      ),
    ],
  ];
}

function buildDevices(content: TicketContent, most: number): AdfNode[] {
  // The riskiest first, and those that nobody could assess before those of low risk.
  const devices = [...content.devices].sort(
    (left, right) => (right.index ?? 50) - (left.index ?? 50),
  );
  if (devices.length === 0) {
    return [];
  }
  const rest = devices.length - most;
  return [
    heading(`Devices (${devices.length})`),
    table(
      ['Device', 'Make', 'Firmware', 'Risk index'],
      devices.slice(0, most).map(deviceRow),
    ),
    ...(rest > 0 ? [paragraph(text(`and ${rest} more`))] : []),
  ];
}

function build(content: TicketContent, mostDevices: number): AdfNode[] {
  const further = content.reasons.slice(1, MOST_REASONS);
  return [
    buildPanel(content),
    heading('Risk and forecast'),
    buildRisk(content),
    ...(further.length > 0
      ? [
          heading('Reasons'),
          bulletList(further.map(reason => [externalText(reason)])),
        ]
      : []),
    ...buildDevices(content, mostDevices),
    paragraph(link('Open the task in Patch Risk', content.url)),
    paragraph(
      text(content.key, { type: 'code' }),
      text(
        ' ends here. Write above or below this part; what you change inside it is kept, and Patch Risk then stops updating it.',
      ),
    ),
  ];
}

/**
 * Our part of a ticket's description: what, by when and why in its first three lines, then risk, forecast, reasons,
 * devices and the link back, between two marks with the ticket's key. Lists fewer devices when it would grow too long.
 */
export function buildSection(
  content: TicketContent,
  options: { maxDevices: number },
): AdfNode[] {
  let most = options.maxDevices;
  let section = build(content, most);
  while (JSON.stringify(section).length > MOST_CHARACTERS && most > 1) {
    most = Math.floor(most / 2);
    section = build(content, most);
  }
  return section;
}
