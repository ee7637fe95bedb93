/** A rule by which secrets are found in a line: the group named `secret` is masked. */
export interface MaskRule {
  name: string;
  /** Global, with one group named `secret`. */
  pattern: RegExp;
}

// Words that stand before a secret, in configurations of network devices, controllers and applications.
const WORDS =
  'pass(?:word|wd|phrase|code)?|pwd|secret|psk|pre-?shared-?key|credentials?|community|' +
  '[\\w-]{0,40}(?:api|auth|access|private|shared|signing|encryption|session|wpa|master|account)[-_. ]?key|' +
  '[\\w-]{0,40}token|[\\w.-]{0,40}[-_.](?:password|passwd|pwd|secret|passphrase|psk)|' +
  '[\\w-]{0,40}(?:Password|Passphrase|Secret|Passwd)';

/** In their order; docs/configuration-drift.md shows the table. */
export const maskRules: readonly MaskRule[] = [
  {
    name: 'address with a password',
    pattern:
      /\b[a-z][\w+.-]{0,20}:\/\/[^\s:@/]{0,200}:(?<secret>[^\s@/]{1,500})@/gi,
  },
  {
    name: 'authorization header',
    pattern:
      /\b(?:Bearer|Basic|Digest|Token)\s+(?<secret>[\w.~+/=-]{8,4000})/gi,
  },
  {
    name: 'hash of crypt',
    pattern:
      /(?<secret>\$(?:1|2[abxy]?|5|6|7|8|9|14|y|apr1|sha1|md5|argon2id?)\$[^\s"',;<>]{4,300})/g,
  },
  {
    name: 'hash of LDAP',
    pattern:
      /(?<secret>\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT)\}[\w+/=$.]{8,300})/gi,
  },
  {
    name: 'JSON web token',
    pattern:
      /\b(?<secret>eyJ[\w-]{5,4000}\.[\w-]{5,4000}(?:\.[\w-]{0,4000})?)/g,
  },
  {
    name: 'token of a provider',
    pattern:
      /\b(?<secret>(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\w{20,255}|glpat-[\w-]{20,255}|xox[abeoprs]-[\w-]{10,255}|AIza[\w-]{35}|sk_(?:live|test)_\w{16,255}|npm_\w{36})/g,
  },
  {
    name: 'SNMP community and user',
    pattern:
      /\bsnmp-?(?:server|agent)?\s+(?:host\s+\S+\s+(?:(?:traps|informs|version|1|2c|3|noauth|auth|priv)\s+){0,5}|(?:community)\s+(?:(?:read|write|ro|rw)\s+)?(?:(?:cipher|simple|[0-9])\s+)?)"?(?<secret>[^\s"]{1,200})/gi,
  },
  {
    name: 'key after its algorithm',
    pattern:
      /\b(?:md5|sha(?:-?(?:1|224|256|384|512))?|des|3des|aes(?:[- ]?(?:128|192|256))?|hmac-\S{2,20}|message-digest-key\s+\d+\s+md5)\s+(?:(?:[0-9]|encrypted|localized|priv|cipher)\s+)?"?(?<secret>(?!priv\b|auth\b|des\b|aes\b|sha\b|md5\b|access\b|enable\b|disable\b)[^\s"]{6,400})/gi,
  },
  {
    name: 'key of a protocol',
    pattern:
      /(?:^|\s)(?:(?:tacacs|radius|isakmp|ntp|bgp|ospf|eigrp|ipsec|server)[\w-]{0,20}\s(?:\S+\s){0,6}?)?(?:key(?:-string|-chain-secret)?|authentication-key(?:\s+\d+\s+\w+)?|wpa-psk(?:\s+ascii|\s+hex)?|shared-secret)\s+(?:(?:[0-9]|ascii|hex|encrypted)\s+)?"?(?<secret>(?!chain\b|generate\b|rsa\b|zeroize\b|exchange\b|config-key\b|\d{1,5}$)[^\s"]{1,400})/gi,
  },
  {
    name: 'password or secret with its value',
    pattern: new RegExp(
      `(?:^|[\\s"'<{,;([])(?:${WORDS})["']?(?:\\s*[:=>]\\s*|\\s+)["']?` +
        `(?:(?:[0-9]|enc|encrypted|cipher|simple|irreversible-cipher|plain(?:text)?|hash(?:ed)?|md5|sha\\d*|level\\s+\\d+(?:\\s+\\d)?|type\\s+\\d)\\s+)?["']?` +
        `(?<secret>(?<=")[^"]{1,2000}|(?<=')[^']{1,2000}|[^\\s"'<>;,)\\]}]{1,2000})`,
      'gi',
    ),
  },
  {
    name: 'long number in hexadecimal digits',
    pattern: /(?:^|[^\w-])(?<secret>(?:0x)?[0-9a-f]{32,4000})(?![\w-])/gi,
  },
  {
    name: 'long text in base 64',
    pattern:
      /(?:^|[^\w+/-])(?<secret>(?=[\w+/-]{0,200}\d)(?=[\w+/-]{0,200}[A-Z])(?=[\w+/-]{0,200}[a-z])[A-Za-z0-9+/_-]{40,4000}={0,2})(?![\w+/-])/g,
  },
];
