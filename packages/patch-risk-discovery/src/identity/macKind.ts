import type { KindOfMac } from './KindOfMac';

// VRRP and CARP (RFC 9568), for IPv4 and IPv6; HSRP 1 (RFC 2281), HSRP 2, HSRP for IPv6 and GLBP, as Cisco's manuals
// give them.
const routers =
  /^(?:00:00:5e:00:0[12]:|00:00:0c:07:ac:|00:00:0c:9f:f|00:05:73:a0:0|00:07:b4:0)/;

const virtual = [
  '00:05:69', // VMware
  '00:0c:29', // VMware
  '00:1c:14', // VMware
  '00:50:56', // VMware
  '00:15:5d', // Hyper-V
  '52:54:00', // QEMU and KVM
  '00:16:3e', // Xen
  '08:00:27', // VirtualBox
  '0a:00:27', // VirtualBox, on the host
  '00:1c:42', // Parallels
  'bc:24:11', // Proxmox
  '02:42:', // Docker
  '02:bf:', // Network Load Balancing of Windows, unicast
];

/**
 * What a MAC address is worth as an identity. The ranges of hypervisors, containers and redundant routers are known
 * by their prefix; the rest is told by the two lowest bits of the first octet (IEEE 802).
 *
 * @param mac - as `normaliseMac` gives it
 *
 * @public
 */
export function macKind(mac: string): KindOfMac {
  const first = parseInt(mac.slice(0, 2), 16);
  if (first % 2 === 1) {
    return 'multicast';
  }
  if (routers.test(mac)) {
    return 'router';
  }
  if (virtual.some(prefix => mac.startsWith(prefix))) {
    return 'virtual';
  }
  return Math.floor(first / 2) % 2 === 1 ? 'local' : 'global';
}
