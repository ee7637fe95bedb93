/** A protocol that shows what it carries to everyone on the way, or asks nobody who they are. */
export interface InsecureProtocol {
  title: string;
  /** Versions that are meant; absent where all are. */
  versions?: readonly string[];
}

/** The protocols that are findings, by the name that scanners give the service; docs/findings.md shows the table. */
export const insecureProtocols: ReadonlyMap<string, InsecureProtocol> = new Map(
  Object.entries<InsecureProtocol>({
    telnet: { title: 'Telnet carries passwords in clear text' },
    ftp: { title: 'FTP carries passwords in clear text' },
    tftp: { title: 'TFTP hands out files to everyone who asks' },
    http: { title: 'HTTP carries passwords and pages in clear text' },
    rlogin: { title: 'rlogin trusts addresses and carries clear text' },
    rsh: { title: 'rsh trusts addresses and carries clear text' },
    snmp: {
      title: 'SNMP before version 3 carries its community in clear text',
      versions: ['1', '2', '2c'],
    },
    vnc: { title: 'VNC carries the screen in clear text' },
    modbus: { title: 'Modbus asks nobody who they are' },
    bacnet: { title: 'BACnet/IP asks nobody who they are' },
    s7comm: { title: 'S7comm asks nobody who they are' },
    'ethernet-ip': { title: 'EtherNet/IP asks nobody who they are' },
    dnp3: {
      title: 'DNP3 without secure authentication asks nobody who they are',
    },
    'iec-104': { title: 'IEC 60870-5-104 asks nobody who they are' },
  }),
);
