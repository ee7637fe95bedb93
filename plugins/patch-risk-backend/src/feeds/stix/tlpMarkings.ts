import type { Tlp } from '../intelligence/Tlp';

/** Identifiers of the markings for TLP that STIX 2.1 fixes, of version 1 and of version 2. */
export const tlpMarkings: ReadonlyMap<string, Tlp> = new Map([
  ['613f2e26-407d-48c7-9eca-b8e91df99dc9', 'CLEAR'],
  ['34098fce-860f-48ae-8e50-ebd3cc5e41da', 'GREEN'],
  ['f88d31f6-486f-44da-b317-01333bde0b82', 'AMBER'],
  ['5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'RED'],
  ['94868c89-83c2-464b-929b-a1a8aa3c8487', 'CLEAR'],
  ['bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'GREEN'],
  ['55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'AMBER'],
  ['939a9414-2ddd-4d32-a0cd-375ea402b003', 'AMBER+STRICT'],
  ['e828b379-4e03-4974-9ac4-e53a884c97c1', 'RED'],
]);
