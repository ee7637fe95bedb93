import type { ClaimCollector } from '../../sightings/ClaimCollector';
import { leadingVendor } from './leadingVendor';

/** Titles that name no device. */
const generic =
  /^(site doesn't have a title|\d{3}\b|directory listing|index of|log ?in|sign ?in|home|index|welcome|untitled|document|error|not found|web ?(server|interface|page)|it works|test page|apache|nginx|iis|redirect|loading|main|start|dashboard|administration|http)/i;

/** Claims of the title of a device's page: weak, and none where it says nothing. */
export function addTitleClaims(options: {
  title: string;
  evidence: string;
  claims: ClaimCollector;
}) {
  const { evidence, claims } = options;
  const title = options.title.slice(0, 300).trim();
  if (title === '' || generic.test(title)) return;
  const vendor = leadingVendor(title);
  claims.add('vendor', { value: vendor, confidence: 0.5, evidence });
  claims.add('model', {
    value: vendor
      ? title.slice(vendor.length).replace(/^[\s,;:-]+/, '')
      : title,
    confidence: vendor ? 0.5 : 0.3,
    evidence,
  });
}
