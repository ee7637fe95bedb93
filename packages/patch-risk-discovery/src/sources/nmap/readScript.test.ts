import type { Sighting } from '../../sightings/Sighting';
import { readAll } from '../../testing/readAll';
import { readNmap } from './readNmap';

const host = (inner: string) =>
  `<host><status state="up"/><address addr="192.0.2.7" addrtype="ipv4"/>${inner}</host>`;
const readText = (inner: string) =>
  readAll(readNmap, `<nmaprun>${inner}</nmaprun>`);
const claimsOf = (sighting: Sighting) =>
  [
    sighting.vendor,
    sighting.model,
    sighting.firmwareVersion,
    sighting.serial,
  ].map(claim => claim?.value);

describe('scripts of nmap', () => {
  it.each([
    [
      'modbus-discover',
      '<table key="sid 0x1"><elem key="Device identification">Schneider Electric PM9999 v03.110</elem></table>',
      ['Schneider Electric', 'PM9999', '03.110', undefined],
      0.9,
    ],
    [
      'modbus-discover',
      '<table key="sid 0x1"><elem key="Device identification">Nobody Ever Heard 7 v1.2</elem></table>',
      [undefined, 'Nobody Ever Heard 7', '1.2', undefined],
      0.45,
    ],
    [
      'modbus-discover',
      '<table key="sid 0x1"><elem key="Device identification">WAGO 750 1.2</elem></table><table key="sid 0x2"><elem key="Device identification">ABB X 9.9</elem></table>',
      ['WAGO', '750', '1.2', undefined],
      0.4,
    ],
    [
      'bacnet-info',
      '<elem key="Vendor ID">Unknown Vendor Number (1300)</elem><elem key="Model Name">Room controller</elem><elem key="Firmware">0.8.2</elem>',
      [undefined, 'Room controller', '0.8.2', undefined],
      0.95,
    ],
    [
      'enip-info',
      '<elem key="vendor">Cognex (678)</elem><elem key="productName">Eye 9</elem><elem key="serialNumber">0x00000000</elem><elem key="revision">1.1</elem>',
      ['Cognex', 'Eye 9', '1.1', undefined],
      0.95,
    ],
    [
      'omron-info',
      '<elem key="Controller Model">CJ9M-CPU99          02.01</elem><elem key="Controller Version">02.01</elem>',
      ['Omron', 'CJ9M-CPU99', '02.01', undefined],
      0.95,
    ],
    [
      'pcworx-info',
      '<elem key="PLC Type">ILC 999 ETH</elem><elem key="Firmware Version">3.95T</elem>',
      ['Phoenix Contact', 'ILC 999 ETH', '3.95T', undefined],
      0.95,
    ],
    [
      'http-title',
      '<elem key="title">Moxa NPort 9999</elem>',
      ['Moxa', 'NPort 9999', undefined, undefined],
      0.5,
    ],
    [
      'http-title',
      '<elem key="title">Login</elem>',
      [undefined, undefined, undefined, undefined],
      undefined,
    ],
    [
      'ssl-cert',
      '<table key="subject"><elem key="serialNumber">PID:X-9999 SN:ABC123</elem></table>',
      [undefined, 'X-9999', undefined, 'ABC123'],
      0.9,
    ],
  ])('reads %s: %s', async (id, inner, expected, confidence) => {
    const port = `<ports><port protocol="tcp" portid="9"><state state="open"/><script id="${id}" output="">${inner}</script></port></ports>`;
    const { sightings } = await readText(host(port));
    expect(claimsOf(sightings[0])).toEqual(expected);
    expect(sightings[0].model?.confidence).toBe(confidence);
  });

  it.each([
    [
      'Siemens, SIMATIC NET, SCALANCE X999-2, 6GK5 999-2AA00-2AA3, HW: 4, FW: V4.03, S C-TEST00000009&#xa;  System uptime: 28 days',
      [
        'Siemens',
        'SIMATIC NET SCALANCE X999-2 6GK5 999-2AA00-2AA3',
        'V4.03',
        'S C-TEST00000009',
      ],
    ],
    [
      'Cisco IOS Software, C9999 Software (C9999-K9-M), Version 12.2(55)SE, RELEASE',
      [
        'Cisco',
        'IOS Software C9999 Software (C9999-K9-M)',
        '12.2(55)SE',
        undefined,
      ],
    ],
    [
      'Linux gateway 5.4.0 #1 SMP',
      [undefined, undefined, undefined, undefined],
    ],
  ])('reads the description %s', async (text, expected) => {
    const script = `<hostscript><script id="snmp-sysdescr" output="${text}"/></hostscript>`;
    const { sightings } = await readText(host(script));
    expect(claimsOf(sightings[0])).toEqual(expected);
  });
});
