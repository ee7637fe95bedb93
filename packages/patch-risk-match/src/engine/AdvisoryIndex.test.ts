import { AdvisoryIndex, type NewRow } from './AdvisoryIndex';
import type { InventoryItem } from './InventoryItem';

function row(changes: Partial<NewRow>): NewRow {
  return {
    advisoryId: 'ICSA-1',
    cve: 'CVE-2024-0001',
    vendor: 'Acme',
    product: 'RTU-560',
    branchPath: ['Acme', 'RTU-560', changes.range ?? '< 2.0'],
    range: '< 2.0',
    status: 'affected',
    remediationState: 'available',
    ...changes,
  };
}

function statuses(rows: readonly NewRow[], item: InventoryItem) {
  const index = AdvisoryIndex.create();
  for (const each of rows) index.add(each);
  return index
    .match(item)
    .map(({ advisoryId, cve, status }) => `${advisoryId} ${cve} ${status}`);
}

const device = { vendor: 'ACME Inc.', product: 'RTU 560', version: '1.9' };

describe('AdvisoryIndex', () => {
  it.each([
    ['1.9', 'affected'],
    ['2.0', 'fixed'],
    ['v2.1', 'fixed'],
    ['custom build', 'unknown'],
    [undefined, 'unknown'],
  ])('compares version %s: %s', (version, status) => {
    expect(statuses([row({})], { ...device, version })).toEqual([
      `ICSA-1 CVE-2024-0001 ${status}`,
    ]);
  });

  it('tells each advisory and vulnerability apart', () => {
    const rows = [
      row({}),
      row({ cve: 'CVE-2024-0002', range: '< 1.5' }),
      row({ advisoryId: 'ICSA-2', status: 'under_investigation' }),
      row({ product: 'RTU-540' }),
      row({ vendor: 'Other' }),
    ];
    expect(statuses(rows, device)).toEqual([
      'ICSA-1 CVE-2024-0001 affected',
      'ICSA-1 CVE-2024-0002 fixed',
      'ICSA-2 CVE-2024-0001 under_investigation',
    ]);
  });

  it('lets the narrowest row of an advisory count', () => {
    const rows = [
      row({ range: 'vers:all/*' }),
      row({ range: '1.9', status: 'not_affected', justification: 'inline' }),
    ];
    expect(statuses(rows, device)).toEqual([
      'ICSA-1 CVE-2024-0001 not_affected',
    ]);
  });

  it('finds products of the same CPE, and ranges in the scheme of a package', () => {
    const cpe = 'cpe:2.3:o:acme:rtu560_firmware:*:*:*:*:*:*:*:*';
    const rows = [
      row({ product: 'Remote Terminal Unit', cpe }),
      row({
        advisoryId: 'DSA-1',
        product: 'openssl',
        range: 'vers:deb/<3.0.11-1~deb12u2',
        purl: 'pkg:deb/debian/openssl',
      }),
    ];
    expect(
      statuses(rows, {
        cpe: 'cpe:2.3:o:acme:rtu560_firmware:1.9:*:*:*:*:*:*:*',
      }),
    ).toEqual(['ICSA-1 CVE-2024-0001 affected']);
    const withOpenssl = (version: string) =>
      statuses(rows, { purl: `pkg:deb/debian/openssl@${version}?arch=amd64` });
    expect(withOpenssl('3.0.11-1~deb12u1')).toEqual([
      'DSA-1 CVE-2024-0001 affected',
    ]);
    expect(withOpenssl('3.0.11-1~deb12u2')).toEqual([
      'DSA-1 CVE-2024-0001 fixed',
    ]);
  });

  it('tells hardware apart, and says when it is not known', () => {
    const rows = [
      row({ product: 'RTU-560 Series A and B' }),
      row({ advisoryId: 'ICSA-2', product: 'RTU-560 Series C' }),
    ];
    expect(statuses(rows, { ...device, hardware: 'Series B' })).toEqual([
      'ICSA-1 CVE-2024-0001 affected',
    ]);
    expect(statuses(rows, { ...device, hardware: 'C' })).toEqual([
      'ICSA-2 CVE-2024-0001 affected',
    ]);
    expect(statuses(rows, device)).toEqual([
      'ICSA-1 CVE-2024-0001 unknown',
      'ICSA-2 CVE-2024-0001 unknown',
    ]);
  });

  it('takes an order number for more than the name, and for nothing less', () => {
    const rows = [
      row({ product: 'RTU-560 family' }),
      row({ advisoryId: 'ICSA-2', product: 'RTU-560 (6ES7515-2AM01-0AB0)' }),
      row({ advisoryId: 'ICSA-3', product: 'V570-57-T20B' }),
    ];
    const ids = (hardware: string | undefined) =>
      statuses(rows, { ...device, hardware }).map(text => text.slice(0, 6));
    expect(ids(undefined)).toEqual(['ICSA-1', 'ICSA-2']);
    expect(ids('6ES7515-2AM01-0AB0')).toEqual(['ICSA-1', 'ICSA-2']);
    // Another order number is another product, and one that stands for a name is that name.
    expect(ids('V570-57-T20B')).toEqual(['ICSA-1', 'ICSA-3']);
  });

  it('trusts a model number less where the inventory names no vendor', () => {
    const index = AdvisoryIndex.create();
    index.add(row({}));
    const [named] = index.match(device);
    const [unnamed] = index.match({ ...device, vendor: undefined });
    expect(unnamed.status).toBe('affected');
    expect(unnamed.confidence).toBeLessThan(named.confidence);
    expect(unnamed.evidence).toContain('names no vendor');
  });

  it('forgets an advisory that is taken out', () => {
    const index = AdvisoryIndex.create();
    index.add(row({ cpe: 'cpe:2.3:h:acme:gateway:*:*:*:*:*:*:*:*' }));
    index.add(row({ advisoryId: 'ICSA-2' }));
    index.remove('ICSA-1');
    expect(index.rowCount).toBe(1);
    expect(index.match(device).map(each => each.advisoryId)).toEqual([
      'ICSA-2',
    ]);
    expect(
      index.match({ cpe: 'cpe:2.3:h:acme:gateway:1.9:*:*:*:*:*:*:*' }),
    ).toHaveLength(0);
  });

  it('names document, range and version as evidence', () => {
    const index = AdvisoryIndex.create();
    index.add(row({}));
    expect(index.match(device)[0].evidence).toBe(
      'ICSA-1; Acme > RTU-560 > < 2.0; same name: rtu 560; range: < 2.0; version: 1.9, lies in the range',
    );
  });
});
