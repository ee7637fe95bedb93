import type { DeviceChange } from '@patch-risk/discovery';

const MOST_SHOWN = 300;

const show = (value: string | string[] | undefined) => {
  const text = Array.isArray(value) ? value.join(', ') : value;
  if (text === undefined || text === '') return 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
};

/** A change in words, as the history of a device tells it. */
export function describeChange(change: DeviceChange): string {
  switch (change.kind) {
    case 'added':
      return 'Seen for the first time';
    case 'merged':
      return `Found to be one device with ${change.from.join(', ')}`;
    case 'split':
      return `Found to be several devices: ${change.into.join(', ')}`;
    case 'vanished':
    case 'returned': {
      const where = change.site ? ` at ${change.site}` : '';
      return change.kind === 'vanished'
        ? `${change.source}${where} has not seen it since ${change.lastSeen}, and goes on seeing others`
        : `${change.source}${where} sees it again`;
    }
    default:
      return Object.entries(change.fields)
        .map(([field, { before, after }]) =>
          field === 'services' || field === 'components'
            ? `${field} changed`
            : `${field}: ${show(before)} → ${show(after)}`,
        )
        .join('; ');
  }
}
