/** A service that a text names, with how sensors call it and where it usually listens. */
export interface NamedService {
  name: string;
  /** As Zeek, Suricata and nmap call it. */
  aliases: readonly string[];
  /** IANA's registry, `tcp/502`. */
  ports: readonly string[];
}

const SERVICES: (NamedService & { words: RegExp })[] = [
  {
    name: 'web server',
    words:
      /\b(web ?server|web ?interface|web[- ]based|https?|web ?application)\b/i,
    aliases: ['http', 'https', 'ssl', 'tls'],
    ports: ['tcp/80', 'tcp/443', 'tcp/8080', 'tcp/8443'],
  },
  {
    name: 'SSH',
    words: /\b(ssh|dropbear|openssh)\b/i,
    aliases: ['ssh'],
    ports: ['tcp/22'],
  },
  {
    name: 'Telnet',
    words: /\btelnet\b/i,
    aliases: ['telnet'],
    ports: ['tcp/23'],
  },
  { name: 'FTP', words: /\bftp\b/i, aliases: ['ftp'], ports: ['tcp/21'] },
  { name: 'TFTP', words: /\btftp\b/i, aliases: ['tftp'], ports: ['udp/69'] },
  { name: 'SNMP', words: /\bsnmp\b/i, aliases: ['snmp'], ports: ['udp/161'] },
  {
    name: 'Modbus',
    words: /\bmodbus\b/i,
    aliases: ['modbus'],
    ports: ['tcp/502'],
  },
  {
    name: 'S7',
    words: /\b(s7comm|iso[- ]tsap|port 102)\b/i,
    aliases: ['s7comm', 's7comm-plus', 'iso-tsap'],
    ports: ['tcp/102'],
  },
  {
    name: 'EtherNet/IP',
    words: /\b(ethernet\/ip|enip|cip)\b/i,
    aliases: ['enip', 'ethernetip', 'cip'],
    ports: ['tcp/44818', 'udp/2222'],
  },
  {
    name: 'OPC UA',
    words: /\bopc[- ]?ua\b/i,
    aliases: ['opcua', 'opc-ua'],
    ports: ['tcp/4840'],
  },
  {
    name: 'DNP3',
    words: /\bdnp ?3\b/i,
    aliases: ['dnp3'],
    ports: ['tcp/20000', 'udp/20000'],
  },
  {
    name: 'IEC 60870-5-104',
    words: /\b(iec ?104|60870-5-104)\b/i,
    aliases: ['iec104'],
    ports: ['tcp/2404'],
  },
  {
    name: 'BACnet',
    words: /\bbacnet\b/i,
    aliases: ['bacnet'],
    ports: ['udp/47808'],
  },
  {
    name: 'PROFINET',
    words: /\bprofinet\b/i,
    aliases: ['profinet'],
    ports: ['udp/34964'],
  },
  {
    name: 'MQTT',
    words: /\bmqtt\b/i,
    aliases: ['mqtt'],
    ports: ['tcp/1883', 'tcp/8883'],
  },
  {
    name: 'SMB',
    words: /\b(smb|samba|cifs)\b/i,
    aliases: ['smb', 'gssapi,smb'],
    ports: ['tcp/445', 'tcp/139'],
  },
  {
    name: 'Remote Desktop',
    words: /\b(rdp|remote desktop)\b/i,
    aliases: ['rdp'],
    ports: ['tcp/3389'],
  },
  {
    name: 'VNC',
    words: /\bvnc\b/i,
    aliases: ['rfb', 'vnc'],
    ports: ['tcp/5900'],
  },
  {
    name: 'DNS',
    words: /\bdns\b/i,
    aliases: ['dns'],
    ports: ['udp/53', 'tcp/53'],
  },
  { name: 'NTP', words: /\bntp\b/i, aliases: ['ntp'], ports: ['udp/123'] },
];

/** The services that the title of a vulnerability names. */
export function namedServices(text: string): NamedService[] {
  return SERVICES.filter(({ words }) => words.test(text));
}
