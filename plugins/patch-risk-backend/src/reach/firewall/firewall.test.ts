import fc from 'fast-check';
import { AddressSet } from '../AddressSet';
import { ZoneModel } from '../ZoneModel';
import { Firewall } from './Firewall';
import { openPorts } from './openPorts';
import { parseAccessList } from './parseAccessList';
import { parseIptables } from './parseIptables';
import { parseRuleTable } from './parseRuleTable';

const zones = ZoneModel.create([
  { name: 'office', networks: ['10.1.0.0/16'], kind: 'internal' },
  { name: 'line 3', networks: ['10.2.3.0/24'], kind: 'isolated' },
]);
const plc = AddressSet.place('10.2.3.10')!;
const csv = (content: string, columns = {}) =>
  parseRuleTable(content, { format: 'csv', columns, zones });
const openTo = (
  zone: string,
  firewall: Parameters<typeof openPorts>[0]['firewall'],
) =>
  openPorts({
    firewall,
    sources: zones.addressesOf(zone)!,
    destination: plc,
  });

describe('rules as a table', () => {
  it('lets the first rule that matches decide, by order and not by line', () => {
    const firewall = csv(
      [
        'order,action,source,destination,protocol,ports,disabled',
        '30,allow,office,10.2.3.0/24,tcp,"1-1000",',
        '10,deny,10.1.5.0/24,line 3,any,any,',
        '20,deny,any,10.2.3.10,tcp,"22,80-90",',
        '5,allow,any,any,any,any,yes',
      ].join('\n'),
    );
    expect(firewall.problems).toEqual([]);
    expect(openTo('office', firewall)).toEqual([
      {
        protocol: 'tcp',
        ports: [
          [1, 21],
          [23, 79],
          [91, 1000],
        ],
        rule: '30',
        isCertain: true,
      },
    ]);
    expect(openTo('internet', firewall)).toEqual([]);
  });

  it('reads columns by other names, semicolons, JSON and lists of addresses', () => {
    const german = csv(
      'Nr;Aktion;Von;Nach;Dienst\n1;accept;10.1.0.1 10.1.0.9;10.2.3.5-10.2.3.20;443',
      {
        order: 'Nr',
        action: 'Aktion',
        source: 'Von',
        destination: 'Nach',
        ports: 'Dienst',
      },
    );
    expect(openTo('office', german).map(({ ports }) => ports)).toEqual([
      [[443, 443]],
      [[443, 443]],
    ]);
    const json = parseRuleTable(
      JSON.stringify({
        rules: [
          {
            action: 'permit',
            source: ['office', '192.168.0.0/16'],
            destination: 'any',
            protocol: 'udp',
            ports: 161,
          },
        ],
      }),
      { format: 'json', columns: {}, zones },
    );
    expect(openTo('office', json)).toEqual([
      { protocol: 'udp', ports: [[161, 161]], rule: '1', isCertain: true },
    ]);
  });

  it('tells a rule that cannot be read, and is certain of nothing after it', () => {
    const firewall = csv(
      'action,source,destination,ports\nallow,office,line 3,22\ndeny,<b>nowhere</b>,any,any\nallow,office,any,80',
    );
    expect(firewall.problems).toMatchObject([
      { record: 'rule 3', field: 'source', value: '<b>nowhere</b>' },
    ]);
    expect(
      openTo('office', firewall)
        .filter(({ protocol }) => protocol === 'tcp')
        .map(({ ports, isCertain }) => [ports, isCertain]),
    ).toEqual([
      [[[22, 22]], true],
      [[[80, 80]], false],
    ]);
  });

  it.each([
    ['source,destination\nany,any', 'the column action is missing'],
    ['', 'the column action is missing'],
  ])('refuses %j', (content, reason) => {
    expect(() => csv(content)).toThrow(reason);
  });

  it('opens the ports that a rule by rule look at single packets opens', () => {
    const block = fc
      .tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }))
      .map(([last, bits]) => `10.1.0.${last}/${bits}`);
    const rule = fc.record({
      action: fc.constantFrom('allow', 'deny'),
      source: fc.oneof(block, fc.constant('any')),
      destination: fc.constantFrom('10.2.3.10', '10.2.3.0/24', '10.9.0.0/16'),
      protocol: fc.constantFrom('tcp', 'udp', 'any'),
      low: fc.nat(20),
      width: fc.nat(5),
    });
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 8 }),
        fc.nat(255),
        fc.nat(30),
        (rules, last, port) => {
          const firewall = parseRuleTable(
            JSON.stringify(
              rules.map(({ low, width, ...each }) => ({
                ...each,
                ports: `${low}-${low + width}`,
              })),
            ),
            { format: 'json', columns: {}, zones },
          );
          const source = AddressSet.parse(`10.1.0.${last}`)!;
          const first = rules.find(
            each =>
              each.destination !== '10.9.0.0/16' &&
              each.protocol !== 'udp' &&
              each.low <= port &&
              port <= each.low + each.width &&
              (each.source === 'any' ||
                AddressSet.parse(each.source)!.contains(source.ranges[0][0])),
          );
          const isOpen = openPorts({
            firewall,
            sources: source,
            destination: plc,
          }).some(
            ({ protocol, ports }) =>
              protocol === 'tcp' &&
              ports.some(([low, high]) => low <= port && port <= high),
          );
          expect(isOpen).toBe(first?.action === 'allow');
          const remembered = Firewall.create({ name: 'f', firewall });
          expect(
            remembered.open({ zone: 'z', sources: source, destination: plc }),
          ).toEqual(openPorts({ firewall, sources: source, destination: plc }));
        },
      ),
    );
  });
});

describe('iptables-save', () => {
  const save = (rules: string[], policy = 'DROP') =>
    parseIptables(
      [
        '*nat',
        ':FORWARD ACCEPT [0:0]',
        'COMMIT',
        '*filter',
        ':INPUT ACCEPT [0:0]',
        `:FORWARD ${policy} [0:0]`,
        ':plant - [0:0]',
        '-A INPUT -j ACCEPT',
        ...rules,
        'COMMIT',
      ].join('\n'),
    );

  it('follows chains, leaves answers out, and takes the policy for the rest', () => {
    const firewall = save([
      '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      '-A FORWARD -s 10.1.0.0/16 -d 10.2.3.0/24 -j plant',
      '-A FORWARD ! -s 10.0.0.0/8 -p tcp -m tcp --dport 443 -m comment --comment "not -j DROP" -j ACCEPT',
      '-A plant -d 10.2.3.10/32 -p tcp -m multiport --dports 502,102 -j ACCEPT',
      '-A plant -j LOG',
    ]);
    expect(openTo('office', firewall)).toEqual([
      {
        protocol: 'tcp',
        ports: [
          [102, 102],
          [502, 502],
        ],
        rule: 'plant line 12',
        isCertain: true,
      },
    ]);
    expect(openTo('internet', firewall)).toMatchObject([
      { ports: [[443, 443]], isCertain: true },
    ]);
    expect(openTo('office', save([], 'ACCEPT'))).toMatchObject([
      { protocol: 'tcp', ports: [[0, 65_535]] },
      { protocol: 'udp' },
    ]);
  });

  it('is not certain of a rule with a condition that is not read', () => {
    expect(
      openTo('office', save(['-A FORWARD -i eth7 -p udp -j ACCEPT'])),
    ).toMatchObject([{ protocol: 'udp', isCertain: false }]);
    expect(() => parseIptables('hello')).toThrow('no chain FORWARD');
  });
});

describe('show access-list', () => {
  const list = [
    'access-list cached ACL log flows: total 0, denied 0',
    'access-list OUTSIDE line 1 remark <script>',
    'access-list OUTSIDE line 2 extended permit tcp any object-group PLC eq 502 0xabc',
    '  access-list OUTSIDE line 2 extended permit tcp any host 10.2.3.10 eq 502 (hitcnt=7) 0xdef',
    'access-list OUTSIDE line 3 extended deny ip any 10.2.3.0 255.255.255.0 (hitcnt=0) 0x1',
    'access-list OUTSIDE line 4 extended permit tcp any any range 8000 8010 inactive (hitcnt=0) (inactive) 0x2',
    'access-list OUTSIDE line 5 extended permit udp any4 any4 gt 1023 log informational interval 300 (hitcnt=0) 0x3',
  ].join('\r\n');

  it('reads permissions in their order, spread out groups, no inactive ones', () => {
    const firewall = parseAccessList(list);
    expect(firewall.problems).toEqual([]);
    expect(firewall.rules.map(({ number }) => number)).toEqual([
      'OUTSIDE line 2',
      'OUTSIDE line 3',
      'OUTSIDE line 5',
    ]);
    expect(openTo('internet', firewall)).toEqual([
      {
        protocol: 'tcp',
        ports: [[502, 502]],
        rule: 'OUTSIDE line 2',
        isCertain: true,
      },
    ]);
  });

  it('asks for the name where there are several, and refuses other files', () => {
    const two = `${list}\naccess-list IN line 1 extended permit ip any any 0x9`;
    expect(() => parseAccessList(two)).toThrow('several access lists');
    expect(openTo('office', parseAccessList(two, { name: 'IN' }))).toHaveLength(
      2,
    );
    expect(() => parseAccessList('hello')).toThrow('no line is a rule');
    expect(() => parseAccessList(list, { name: 'X' })).toThrow('OUTSIDE');
  });
});
