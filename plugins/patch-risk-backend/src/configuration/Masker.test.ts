import { Masker } from './Masker';

const masker = (key = 'k', scope = 'resource:default/plc') =>
  Masker.create({ key, scope });

const PEM = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'MIIEpAIBAAKCAQEA7bq7dummydummydummydummydummydummydummydummydummy',
  'c2VjcmV0c2VjcmV0',
  '-----END RSA PRIVATE KEY-----',
];

describe('secrets in lines', () => {
  it.each([
    ['enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0', '$1$mERr$hx5r'],
    [
      'enable secret 9 $9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM',
      'nhEmQVczB7dqsO',
    ],
    ['username admin privilege 15 password 7 0822455D0A16', '0822455D0A16'],
    ['username admin password 0 Winter2026', 'Winter2026'],
    ['enable password Hunter2!', 'Hunter2!'],
    [' password 7 13061E010803', '13061E010803'],
    ['snmp-server community s3cretRO RO 10', 's3cretRO'],
    ['snmp-server host 10.0.0.1 version 2c trapcomm', 'trapcomm'],
    [
      'snmp-server user u g v3 auth sha AuthPass12 priv aes 128 PrivPass34',
      'AuthPass12',
    ],
    [
      'snmp-server user u g v3 auth sha AuthPass12 priv aes 128 PrivPass34',
      'PrivPass34',
    ],
    ['snmp-agent community read cipher %^%#abcDEF', '%^%#abcDEF'],
    ['crypto isakmp key VpnKey99 address 192.0.2.1', 'VpnKey99'],
    ['tacacs-server key 7 02050D480809', '02050D480809'],
    ['tacacs-server host 10.0.0.9 key T4cKey', 'T4cKey'],
    [
      'radius-server host 10.0.0.8 auth-port 1812 acct-port 1813 key R4dKey',
      'R4dKey',
    ],
    [' key-string 7 060506324F41', '060506324F41'],
    ['ntp authentication-key 1 md5 NtpKey11', 'NtpKey11'],
    ['ip ospf message-digest-key 1 md5 OspfKey1', 'OspfKey1'],
    ['neighbor 10.0.0.2 password BgpPass', 'BgpPass'],
    ['ppp chap password 0 ChapPass', 'ChapPass'],
    [
      'set system root-authentication encrypted-password "$6$abc$defghijk"',
      'defghijk',
    ],
    [
      'set security ike policy p pre-shared-key ascii-text "$9$JGUi.fT3n/t"',
      'JGUi.fT3n',
    ],
    ['wpa-psk ascii 0 WifiPass77', 'WifiPass77'],
    ['wpa_passphrase=WifiPass77', 'WifiPass77'],
    ['set password ENC SH2abcdefgh', 'SH2abcdefgh'],
    ['    set passwd ENC AK1xyz', 'AK1xyz'],
    ['db.password = pa55word', 'pa55word'],
    ['DB_PASSWORD=pa55word', 'pa55word'],
    ['"password": "pa55word",', 'pa55word'],
    ["api_key: 'abcd1234efgh'", 'abcd1234efgh'],
    ['<password>pa55word</password>', 'pa55word'],
    ['<userPassword>pa55word</userPassword>', 'pa55word'],
    ['url = https://user:pa55word@host.example/path', 'pa55word'],
    ['Authorization: Bearer abcdef0123456789', 'abcdef0123456789'],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA'],
    ['token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'c2lnbmF0dXJl'],
    ['aws AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['remote ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'ghp_abcdefghij'],
    ['userPassword: {SSHA}abcdefgh12345678', 'abcdefgh12345678'],
    ['root:$6$rounds=5000$saltsalt$hashhash:19000:0:99999:7:::', 'hashhash'],
    [
      'hash 5f4dcc3b5aa765d61d8327deb882cf99',
      '5f4dcc3b5aa765d61d8327deb882cf99',
    ],
    ['server-secret: x', ' x'],
    ['mqtt.password: "a b c"', 'b c'],
    ['[users] admin password=x1', 'x1'],
  ])('leaves none in %s', (line, secret) => {
    const masked = masker().maskLine(line);
    expect(masked).not.toContain(secret);
    expect(masked).toMatch(/‹masked [0-9a-f]{12}›/);
  });

  it.each([
    'hostname plc-7',
    'interface GigabitEthernet0/1',
    ' ip address 10.2.3.10 255.255.255.0',
    'service password-encryption',
    'aaa authentication login default local',
    'ip access-list extended OUTSIDE',
    'ntp server 10.0.0.1',
    'crypto key generate rsa',
    'logging host 10.0.0.2',
    'firmware: V2.9.2',
    '"setpoint": 42.5,',
  ])('leaves %s as it is', line => {
    expect(masker().maskLine(line)).toBe(line);
  });

  it('masks blocks of keys whole, also one that does not end', () => {
    const masked = masker().maskLines(['a', ...PEM, 'b', ...PEM.slice(0, 3)]);
    expect(masked).toHaveLength(4);
    expect(masked.join('\n')).not.toMatch(/MIIE|c2Vj|PRIVATE/);
    const hex = masker().maskLines([
      '  30820122 300D0609 2A864886 F70D0101 01050003 82010F00',
    ]);
    expect(hex.join()).not.toContain('30820122');
  });

  it('shows a changed secret as changed, and nothing of what two devices share', () => {
    const of = (secret: string, key = 'k', scope = 'a') =>
      masker(key, scope).maskLine(`enable password ${secret}`);
    expect(of('one')).toBe(of('one'));
    expect(of('one')).not.toBe(of('two'));
    expect(of('one')).not.toBe(of('one', 'k', 'b'));
    expect(of('one')).not.toBe(of('one', 'other'));
  });

  it('masks values of secret fields in documents, with sorted keys', () => {
    const masked = masker().maskJson({
      zeta: 1,
      users: [{ name: 'admin', password: 'pa55word', roles: ['a'] }],
      snmp: { communities: ['pub1ic', 'pr1vate'], port: 161 },
      settings: [{ name: 'mqtt-password', value: 'pa55word' }],
      wifi: { psk: 12345678 },
      key: PEM.join('\n'),
      note: 'enable password pa55word',
      nested: { credentials: { user: 'u1', secret: { a: ['pa55word'] } } },
      apiKey: 'pa55word',
    });
    const text = JSON.stringify(masked);
    expect(text).not.toMatch(/pa55word|pub1ic|pr1vate|12345678|MIIE|"u1"/);
    expect(Object.keys(masked as object)).toEqual(
      [...Object.keys(masked as object)].sort(),
    );
    expect(text).toContain('"port":161');
  });

  it('masks what the configuration names', () => {
    const own = Masker.create({
      key: 'k',
      scope: 's',
      patterns: [/badge-\d+/],
    });
    expect(own.maskLine('operator badge-1234')).not.toContain('1234');
    expect(own.count).toBe(1);
  });

  it('does not take long over hostile lines', () => {
    for (const line of [
      'password '.repeat(6_000),
      `key ${'a '.repeat(20_000)}`,
      `snmp-server host ${'x '.repeat(20_000)}`,
      `${'a-'.repeat(20_000)}key`,
      `tacacs-server ${'s '.repeat(20_000)}`,
      'a'.repeat(60_000),
      'eyJ'.repeat(15_000),
      `${'A1a'.repeat(15_000)}`,
      `http://${':'.repeat(40_000)}`,
    ]) {
      const before = performance.now();
      masker().maskLine(line);
      expect(performance.now() - before).toBeLessThan(2_000);
    }
  });
});
