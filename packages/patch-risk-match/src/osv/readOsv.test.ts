import fc from 'fast-check';
import { AdvisoryIndex } from '../engine/AdvisoryIndex';
import { rowsOfDocuments } from '../engine/rowsOfDocuments';
import type { RecordProblem } from '../records/RecordProblem';

interface Affected {
  package?: { ecosystem: string; name: string; purl?: string };
  ranges?: unknown[];
  versions?: string[];
}

function recordOf(affected: unknown[], changes: object = {}) {
  return {
    schema_version: '1.6.0',
    id: 'GHSA-aaaa-bbbb-cccc',
    aliases: ['CVE-2024-0001'],
    modified: '2024-05-12T09:30:11.25Z',
    published: '2024-05-01T00:00:00Z',
    summary: 'A flaw',
    affected,
    ...changes,
  };
}

function read(value: unknown) {
  const problems: RecordProblem[] = [];
  const index = AdvisoryIndex.create();
  for (const document of rowsOfDocuments({
    value,
    record: 'osv.json',
    today: '2024-06-01',
  })) {
    problems.push(...document.problems);
    for (const row of document.rows) index.add(row);
  }
  return { index, problems };
}

function verdict(affected: Affected[], purl: string) {
  const { index } = read(recordOf(affected));
  const [match] = index.match({ purl });
  return match && [match.status, match.fixedVersion];
}

const events = (...each: object[]) => ({ type: 'ECOSYSTEM', events: each });

describe('readOsv', () => {
  it.each([
    // Two lines of versions, each with its fix.
    ['npm', 'pkg:npm/left@1.2.3', ['affected', '1.2.5']],
    ['npm', 'pkg:npm/left@1.2.5', ['not_affected', '1.2.5']],
    ['npm', 'pkg:npm/left@2.0.0', ['affected', '2.1.0']],
    ['npm', 'pkg:npm/left@2.1.0', ['fixed', '2.1.0']],
    ['npm', 'pkg:npm/left@not-a-version', ['unknown', undefined]],
  ])('follows the events of %s at %s', (ecosystem, purl, expected) => {
    const found = verdict(
      [
        {
          package: { ecosystem, name: 'left' },
          ranges: [
            {
              type: 'SEMVER',
              events: [
                { fixed: '2.1.0' },
                { introduced: '2.0.0-rc.1' },
                { fixed: '1.2.5' },
                { introduced: '0' },
              ],
            },
          ],
        },
      ],
      purl,
    );
    expect(found).toEqual(expected);
  });

  it.each([
    [
      'Debian:12',
      'openssl',
      '3.0.11-1~deb12u2',
      'pkg:deb/debian/openssl@3.0.11-1~deb12u1?distro=debian-12',
      'affected',
    ],
    [
      'Debian:12',
      'openssl',
      '3.0.11-1~deb12u2',
      'pkg:deb/debian/openssl@3.0.11-1~deb12u2?distro=debian-12.4',
      'fixed',
    ],
    [
      'Debian:12',
      'openssl',
      '3.0.11-1~deb12u2',
      'pkg:deb/debian/libssl3@3.0.10-1?distro=debian-12&upstream=openssl',
      'affected',
    ],
    [
      'Alpine:v3.18',
      'busybox',
      '1.36.1-r5',
      'pkg:apk/alpine/busybox@1.36.1-r4?distro=alpine-3.18.4',
      'affected',
    ],
    ['PyPI', 'Some_Package', '2.0', 'pkg:pypi/some-package@2.0rc1', 'affected'],
    [
      'Go',
      'github.com/a/b',
      '1.4.0',
      'pkg:golang/github.com/a/b@v1.3.9',
      'affected',
    ],
    [
      'Maven',
      'org.acme:lib',
      '2.0',
      'pkg:maven/org.acme/lib@2.0-beta1',
      'affected',
    ],
    ['crates.io', 'left', '0.9.1', 'pkg:cargo/left@0.9.0', 'affected'],
    [
      'Red Hat:enterprise_linux:9::appstream',
      'openssl',
      '0:3.0.7-27.el9',
      'pkg:rpm/redhat/openssl@3.0.7-24.el9?distro=rhel-9.2',
      'affected',
    ],
    ['npm', '@scope/left', '1.0.0', 'pkg:npm/%40scope/left@0.9.0', 'affected'],
  ])(
    'orders versions of %s (%s < %s): %s is %s',
    (ecosystem, name, fixed, purl, status) => {
      const affected = [
        {
          package: { ecosystem, name },
          ranges: [events({ introduced: '0' }, { fixed })],
        },
      ];
      expect(verdict(affected, purl)?.[0]).toBe(status);
    },
  );

  it('keeps releases of a distribution apart', () => {
    const affected = ['Debian:11', 'Debian:12'].map((ecosystem, index) => ({
      package: { ecosystem, name: 'openssl' },
      ranges: [
        events(
          { introduced: '0' },
          { fixed: ['1.1.1w-0+deb11u2', '3.0.15-1'][index] },
        ),
      ],
    }));
    const purl = 'pkg:deb/debian/openssl@1.1.1w-0+deb11u2';
    expect(verdict(affected, `${purl}?distro=debian-11`)?.[0]).toBe('fixed');
    // Of which release it is nobody says, so the ranges cannot be compared.
    expect(verdict(affected, purl)?.[0]).toBe('unknown');
    expect(verdict(affected, `${purl}?distro=debian-13`)).toBeUndefined();
  });

  it('takes the last affected version in and a limit out', () => {
    const named = { package: { ecosystem: 'npm', name: 'left' } };
    const last = [
      {
        ...named,
        ranges: [events({ introduced: '1.0.0' }, { last_affected: '1.4.0' })],
      },
    ];
    expect(verdict(last, 'pkg:npm/left@1.4.0')?.[0]).toBe('affected');
    expect(verdict(last, 'pkg:npm/left@1.4.1')?.[0]).toBe('fixed');
    expect(verdict(last, 'pkg:npm/left@0.9.0')?.[0]).toBe('not_affected');
    const limit = [
      { ...named, ranges: [events({ introduced: '0' }, { limit: '2.0.0' })] },
    ];
    expect(verdict(limit, 'pkg:npm/left@1.9.9')?.[0]).toBe('affected');
    expect(verdict(limit, 'pkg:npm/left@2.0.0')?.[0]).toBe('fixed');
  });

  it('says unknown where an order is not known, unless each version is listed', () => {
    const ranges = [events({ introduced: '0' }, { fixed: '8.x-2.1' })];
    const named = { ecosystem: 'Packagist', name: 'drupal/core' };
    const purl = 'pkg:composer/drupal/core@8.x-1.9';
    expect(verdict([{ package: named, ranges }], purl)?.[0]).toBe('unknown');
    const listed = [{ package: named, ranges, versions: ['8.x-1.9'] }];
    expect(verdict(listed, purl)?.[0]).toBe('affected');
    expect(verdict(listed, 'pkg:composer/drupal/core@8.x-2.1')?.[0]).toBe(
      'not_affected',
    );
    const commits = [
      {
        package: { ecosystem: 'npm', name: 'left' },
        ranges: [{ type: 'GIT', repo: 'x', events: [{ introduced: '0' }] }],
      },
    ];
    expect(verdict(commits, 'pkg:npm/left@1.0.0')?.[0]).toBe('unknown');
  });

  it('adds listed versions to ranges, and concludes nothing where no version is stated', () => {
    const named = { package: { ecosystem: 'npm', name: 'left' } };
    const both = [
      {
        ...named,
        ranges: [events({ introduced: '2.0.0' })],
        versions: ['1.0.1'],
      },
    ];
    expect(verdict(both, 'pkg:npm/left@1.0.1')?.[0]).toBe('affected');
    expect(verdict(both, 'pkg:npm/left@1.0.2')?.[0]).toBe('not_affected');
    expect(verdict([named], 'pkg:npm/left@7.0.0')?.[0]).toBe('unknown');
  });

  it('names no product once it is withdrawn, and every CVE it stands for', () => {
    const affected = [{ package: { ecosystem: 'npm', name: 'left' } }];
    const count = (changes: object) =>
      read(recordOf(affected, changes)).index.match({
        purl: 'pkg:npm/left@1.0.0',
      }).length;
    expect(count({})).toBe(1);
    expect(count({ withdrawn: '2024-06-01T00:00:00Z' })).toBe(0);
    const several = {
      id: 'DSA-1',
      aliases: [],
      upstream: ['CVE-2024-1111', 'CVE-2024-2222'],
    };
    expect(count(several)).toBe(2);
  });

  it.each([
    [recordOf([], { modified: 'yesterday' }), 'modified'],
    [recordOf([], { aliases: ['GHSA-x'] }), 'aliases'],
    [
      recordOf([{ package: { ecosystem: 7, name: 'x' } }]),
      'affected.0.package.ecosystem',
    ],
    [
      recordOf([{ package: { ecosystem: 'Amiga', name: 'x' } }]),
      'affected.0.package',
    ],
    [
      recordOf([{ ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }]),
      'affected.0.package',
    ],
    [
      recordOf([
        {
          package: { ecosystem: 'npm', name: 'x' },
          ranges: [{ type: 'SEMVER', events: [{}] }],
        },
      ]),
      'affected.0.ranges.0.events.0',
    ],
  ])('tells the place of what it refuses (%#)', (value, field) => {
    expect(read(value).problems[0]).toMatchObject({
      record: 'osv.json',
      field,
    });
  });

  it('is not harmed by prototypes, markup, absurd versions and 100,000 ranges', () => {
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":1},"id":"GHSA-<img src=x>","modified":"2024-01-01T00:00:00Z","aliases":["CVE-2024-0001"],"affected":[{"package":{"ecosystem":"npm","name":"__proto__"},"versions":["__proto__","constructor"]}]}',
    );
    const { index } = read(hostile);
    expect(
      index.match({ purl: 'pkg:npm/__proto__@constructor' })[0]?.status,
    ).toBe('affected');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const many = Array.from({ length: 100_000 }, (_, at) =>
      events({ introduced: `${at}.0.0` }, { fixed: `${at}.1.0` }),
    );
    const huge = [
      { package: { ecosystem: 'npm', name: 'left' }, ranges: many },
    ];
    const { index: large } = read(recordOf(huge));
    const statusOf = (purl: string) => large.match({ purl })[0]?.status;
    expect(statusOf('pkg:npm/left@19.0.5')).toBe('affected');
    // Past the ranges that are read nothing is concluded.
    expect(statusOf('pkg:npm/left@99999.5.0')).toBe('unknown');
    const absurd = [
      {
        package: { ecosystem: 'npm', name: 'left' },
        ranges: [events({ introduced: '9'.repeat(300) })],
      },
    ];
    expect(verdict(absurd, 'pkg:npm/left@1.0.0')?.[0]).toBe('unknown');
  }, 60_000);

  it('follows the algorithm of the schema on any events', () => {
    const version = fc
      .tuple(fc.nat(3), fc.nat(3))
      .map(([major, minor]) => `${major}.${minor}.0`);
    const event = fc.oneof(
      fc.oneof(version, fc.constant('0')).map(introduced => ({ introduced })),
      version.map(fixed => ({ fixed })),
      version.map(last_affected => ({ last_affected })),
    );
    const order = (left: string, right: string) =>
      left.localeCompare(right, 'en', { numeric: true });
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 6 }),
        version,
        (list, at) => {
          const key = (each: object) => String(Object.values(each)[0]);
          const rank = (each: object) =>
            ['fixed', 'introduced', 'last_affected'].indexOf(
              Object.keys(each)[0],
            );
          const sorted = [...list].sort(
            (a, b) =>
              (key(a) === '0' ? -1 : 0) - (key(b) === '0' ? -1 : 0) ||
              order(key(a), key(b)) ||
              rank(a) - rank(b),
          );
          let isVulnerable = false;
          for (const each of sorted) {
            if (
              'introduced' in each &&
              (key(each) === '0' || order(at, key(each)) >= 0)
            )
              isVulnerable = true;
            else if ('fixed' in each && order(at, key(each)) >= 0)
              isVulnerable = false;
            else if ('last_affected' in each && order(at, key(each)) > 0)
              isVulnerable = false;
          }
          const found = verdict(
            [
              {
                package: { ecosystem: 'npm', name: 'left' },
                ranges: [{ type: 'SEMVER', events: list }],
              },
            ],
            `pkg:npm/left@${at}`,
          );
          // Without an introduction nothing is affected; the row says nothing then.
          expect(found?.[0] === 'affected').toBe(isVulnerable);
        },
      ),
    );
  });
});
