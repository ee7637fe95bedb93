/**
 * Due dates worked out by hand, from the rules of docs/planning.md, the advisories, KEV and a wall calendar of 2025.
 *
 * All was found at 22:30 UTC on Friday 31 January 2025. That was 23:30 on that Friday in Munich and Rotterdam, 16:30 in
 * Chicago, and 07:30 on Saturday 1 February in Tokyo.
 *
 * - 15 days: 31 January leads to Saturday 15 February, 1 February to Sunday the 16th; both move to Monday the 17th.
 * - 30 days: 31 January leads past 28 February to Sunday 2 March, which moves to Monday the 3rd.
 * - 90 days: 28 days lead to 28 February, 59 to 31 March, 89 to 30 April, so that 31 January leads to Thursday 1 May and
 *   1 February to Friday 2 May.
 */
export const dueDates: { device: string; cve: string; dueDate: string }[] = [
  // KEV's own date, a Thursday; by class it would have been 17 February.
  { device: 'video-recorder', cve: 'CVE-2020-11023', dueDate: '2025-02-13' },
  // CVSS 9.6, critical.
  { device: 'cell-router', cve: 'CVE-2023-3526', dueDate: '2025-02-17' },
  // KEV's date went by in 2023: critical. In Tokyo it is Saturday already, and the advisory names no fix.
  { device: 'core-switch', cve: 'CVE-2023-20198', dueDate: '2025-02-17' },
  // CVSS 8.0 only, but in KEV, whose date went by in 2024: critical.
  { device: 'wireless-router', cve: 'CVE-2023-49897', dueDate: '2025-02-17' },
  // CVSS 10.0. Monday 17 February is Washington's Birthday in the United States.
  { device: 'sequencer', cve: 'CVE-2023-1968', dueDate: '2025-02-18' },
  // CVSS 9.8, the same holiday.
  { device: 'traffic-controller', cve: 'CVE-2023-0452', dueDate: '2025-02-18' },
  // CVSS 7.8, high.
  { device: 'door-controller', cve: 'CVE-2022-31808', dueDate: '2025-03-03' },
  // CVSS 7.6; Siemens plans no fix, so that a mitigation is due.
  { device: 'light-controller', cve: 'CVE-2022-42784', dueDate: '2025-03-03' },
  // CVSS 8.8, the worst of three.
  { device: 'radio-bridge', cve: 'CVE-2023-23294', dueDate: '2025-03-03' },
  // CVSS 5.3, medium. The clocks went forward on 30 March: 90 times 24 hours from 23:30 would end on 2 May. 1 May is no
  // holiday in the Netherlands.
  { device: 'video-recorder', cve: 'CVE-2021-36199', dueDate: '2025-05-01' },
  // CVSS 4.8. Thursday 1 May is Labour Day in Bavaria.
  { device: 'rack-monitor', cve: 'CVE-2022-40633', dueDate: '2025-05-02' },
  // CVSS 5.7. From 1 February in Tokyo; the holidays there begin on 3 May.
  { device: 'asset-monitor', cve: 'CVE-2022-2155', dueDate: '2025-05-02' },
];
