import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMud } from './readMud';

async function read(content: string | Uint8Array, file = 'panel.json') {
  async function* input() {
    yield Buffer.from(content as Uint8Array);
  }
  return readMud(input(), { file });
}

const panel = readFileSync(join(__dirname, '__fixtures__/panel.json'), 'utf8');

describe('readMud', () => {
  it('reads the maker, the model and the expected peers', async () => {
    const { profile, problems } = await read(panel);
    expect(problems).toEqual([
      expect.objectContaining({
        record: 'panel.json',
        field: 'ietf-mud:mud.to-device-policy',
        value: 'lost',
      }),
    ]);
    expect(profile).toMatchObject({
      file: 'panel.json',
      url: 'https://example.com/mud/panel.json',
      lastUpdate: '2026-01-15T10:00:00.000Z',
      isSupported: true,
      manufacturer: 'Example Automation',
      model: 'Panel 7',
      systemInfo: 'Operator panel',
      firmwareVersion: '2.4.1',
    });
    expect(profile?.peers).toEqual([
      {
        direction: 'from-device',
        entry: 'update',
        action: 'accept',
        peer: { kind: 'domain', name: 'update.example.com' },
        protocol: 'tcp',
        peerPorts: { first: 443, last: 443 },
        initiatedBy: 'from-device',
      },
      {
        direction: 'from-device',
        entry: 'local',
        action: 'accept',
        peer: { kind: 'local-networks' },
        protocol: 'udp',
        peerPorts: { first: 5000, last: 5010 },
      },
      {
        direction: 'to-device',
        entry: 'controller',
        action: 'accept',
        peer: { kind: 'my-controller' },
        protocol: 'tcp',
        devicePorts: { first: 502, last: 502 },
      },
      {
        direction: 'to-device',
        entry: 'rest',
        action: 'drop',
        peer: { kind: 'any' },
      },
    ]);
  });

  it.each([
    ['{"ietf-mud:mud":', undefined, 'the file is no JSON'],
    ['[]', undefined, 'must be an object'],
    ['{}', 'ietf-mud:mud', 'must be an object'],
    [
      panel.replace('"mud-version": 1', '"mud-version": 2'),
      'ietf-mud:mud.mud-version',
      'must be 1',
    ],
    [
      panel.replace('"port": 443', '"port": 70000'),
      'ietf-access-control-list:acls.acl.0.aces.ace.0.matches.tcp.destination-port.port',
      'must be at most 65535',
    ],
    [
      panel.replace('"forwarding": "accept"', '"forwarding": "maybe"'),
      'ietf-access-control-list:acls.acl.0.aces.ace.0.actions.forwarding',
      'must be accept, drop or reject',
    ],
    ['['.repeat(300_000), undefined, 'the file is no JSON'],
    ['x'.repeat(5_000_000), undefined, 'the file is larger than 4 MiB'],
  ])('refuses %.20s… with the place', async (content, field, reason) => {
    const { profile, problems } = await read(content);
    expect(profile).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({
        record: 'panel.json',
        reason: expect.stringContaining(reason),
      }),
    ]);
    expect(problems[0].field).toBe(field);
  });

  it('takes no harm from hostile names', async () => {
    const { profile: clean, problems } = await read(
      panel
        .replace(
          '"Example Automation"',
          '"<script>alert(1)</script>\\u001b[31m"',
        )
        .replace(
          '"cache-validity"',
          '"__proto__": { "polluted": 1 }, "constructor": 1, "cache-validity"',
        )
        .replace('"name": "lost"', '"name": "__proto__"'),
    );
    expect(clean?.manufacturer).toBe('<script>alert(1)</script> [31m');
    expect(problems).toMatchObject([{ value: '__proto__' }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('bears 5,000 entries and bytes that are no UTF-8', async () => {
    const document = JSON.parse(panel);
    const [list] = document['ietf-access-control-list:acls'].acl;
    list.aces.ace = Array.from({ length: 5000 }, () => list.aces.ace[0]);
    const bytes = Buffer.from(JSON.stringify(document));
    bytes[bytes.indexOf('Panel 7')] = 0xfc;
    const { profile } = await read(bytes);
    expect(profile?.model).toBe('\ufffdanel 7');
    expect(profile?.peers).toHaveLength(5002);
  });
});

const archive = join(
  __dirname,
  '../../../../../../shared/data/devices/mud_files.tar.gz',
);
const describeWithData = existsSync(archive) ? describe : describe.skip;

describeWithData(
  '29 MUD files of real devices (skipped without ../shared/data)',
  () => {
    it('go through without a problem, every entry of their policies with a peer', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mud-'));
      try {
        execFileSync('tar', ['-xzf', archive, '-C', folder]);
        const files = readdirSync(folder, {
          recursive: true,
          encoding: 'utf8',
        }).filter(name => name.endsWith('.json'));
        expect(files).toHaveLength(29);
        const kinds: string[] = [];
        for (const file of files) {
          const { profile, problems } = await read(
            readFileSync(join(folder, file)),
            file,
          );
          expect(problems).toEqual([]);
          expect(profile?.systemInfo).toBeTruthy();
          kinds.push(...(profile?.peers ?? []).map(({ peer }) => peer.kind));
        }
        expect(kinds).toHaveLength(1035);
        // Ten entries name nobody: they match by protocol or kind of frame alone.
        expect(kinds.filter(kind => kind === 'any')).toHaveLength(10);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  },
);
