/** A device of the test organisation: real products, in versions that their vendors' advisories name. */
export interface TestDevice {
  name: string;
  site: 'munich' | 'rotterdam' | 'chicago' | 'tokyo';
  vendor: string;
  model: string;
  firmwareVersion?: string;
}

export const devices: TestDevice[] = [
  {
    name: 'door-controller',
    site: 'munich',
    vendor: 'Siemens',
    model: 'SiPass integrated AC5102 (ACC-G2)',
    firmwareVersion: 'V2.83',
  },
  {
    name: 'rack-monitor',
    site: 'munich',
    vendor: 'Rittal',
    model: 'CMC III',
    firmwareVersion: '3.17.10',
  },
  {
    name: 'light-controller',
    site: 'munich',
    vendor: 'Siemens',
    model: 'LOGO! 24CE (6ED1052-1CC08-0BA1)',
    firmwareVersion: 'V8.3',
  },
  {
    name: 'wireless-router',
    site: 'munich',
    vendor: 'FXC',
    model: 'AE1021PE firmware',
    firmwareVersion: '2.0.5',
  },
  {
    name: 'video-recorder',
    site: 'rotterdam',
    vendor: 'Johnson Controls Inc.',
    model: 'VideoEdge',
    firmwareVersion: '5.7.0',
  },
  {
    name: 'protocol-converter',
    site: 'rotterdam',
    vendor: 'Hitachi Energy',
    model: 'PCU400',
    firmwareVersion: '9.3.2',
  },
  {
    name: 'cell-router',
    site: 'rotterdam',
    vendor: 'Phoenix Contact',
    model: 'TC ROUTER 3002T-4G',
    firmwareVersion: '2.06.5',
  },
  {
    name: 'motion-controller',
    site: 'rotterdam',
    vendor: 'Siemens',
    model: 'SIMOTION D445-2 DP/PN (6AU1445-2AD00-0AA0)',
    firmwareVersion: 'V5.4',
  },
  {
    name: 'sequencer',
    site: 'chicago',
    vendor: 'Illumina',
    model: 'iSeq 100',
    firmwareVersion: '2.0',
  },
  {
    name: 'traffic-controller',
    site: 'chicago',
    vendor: 'Econolite',
    model: 'EOS',
    firmwareVersion: '3.2.20',
  },
  {
    name: 'radio-bridge',
    site: 'chicago',
    vendor: 'Korenix',
    model: 'Korenix JetWave 2211C',
    firmwareVersion: '1.5',
  },
  {
    name: 'panel-computer',
    site: 'chicago',
    vendor: 'Siemens',
    model: 'SIMATIC IPC RW-543A',
    firmwareVersion: '1.0',
  },
  {
    name: 'asset-monitor',
    site: 'tokyo',
    vendor: 'Hitachi Energy',
    model: 'Lumada APM - On Premises',
    firmwareVersion: '6.3.0',
  },
  {
    name: 'core-switch',
    site: 'tokyo',
    vendor: 'Rockwell Automation',
    model:
      'Stratix 5800 (running Cisco IOS XE Software with the Web UI feature enabled)',
    firmwareVersion: '17.06.01',
  },
  {
    name: 'tea-machine',
    site: 'tokyo',
    vendor: 'Nobody Knows',
    model: 'Kettle 9',
    firmwareVersion: '1.0',
  },
];
