import type { CsvMapping } from './CsvMapping';

/**
 * Reads lists with everyday headings, English and German. Knows no product's export: what another product writes
 * into its header is for a mapping of one's own. `Version` alone is not read, since nobody knows of what.
 *
 * @public
 */
export const generalCsvMapping: CsvMapping = {
  name: 'General list',
  headerLine: 1,
  missingColumns: 'ignore',
  columns: {
    vendor: ['vendor', 'manufacturer', 'vendor name', 'make', 'hersteller'],
    model: [
      'model',
      'model name',
      'product',
      'product name',
      'modell',
      'produkt',
      'typ',
    ],
    firmwareVersion: [
      'firmware version',
      'firmware',
      'fw version',
      'fw',
      'firmwareversion',
      'firmwarestand',
    ],
    hardwareVersion: [
      'hardware version',
      'hardware',
      'hw version',
      'hardware revision',
      'hardwareversion',
      'hardwarestand',
    ],
    serial: [
      'serial',
      'serial number',
      'serial no',
      'serial no.',
      's/n',
      'serialnumber',
      'seriennummer',
    ],
    operatingSystem: ['operating system', 'os', 'betriebssystem'],
    site: ['site', 'location', 'plant', 'standort', 'werk'],
    seenAt: ['last seen', 'seen at', 'zuletzt gesehen'],
    macs: {
      columns: [
        'mac',
        'mac address',
        'mac addresses',
        'macs',
        'mac-adresse',
        'mac-adressen',
      ],
    },
    ips: {
      columns: [
        'ip',
        'ip address',
        'ip addresses',
        'ips',
        'ipv4',
        'ipv6',
        'ip-adresse',
        'ip-adressen',
      ],
    },
    hostnames: {
      columns: [
        'hostname',
        'host name',
        'hostnames',
        'fqdn',
        'dns name',
        'rechnername',
      ],
    },
  },
  constants: {},
};
