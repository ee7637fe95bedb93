// VRRP and CARP (RFC 9568), HSRP (RFC 2281) and GLBP: shared by routers, so of no device alone. And the blocks of
// VMware, Hyper-V, KVM, Xen, VirtualBox, Parallels and Proxmox, which hand out addresses of their own.
const shared =
  /^(?:00:00:5e:00:0[12]|00:00:0c:07:ac|00:00:0c:9f:f|00:05:73:a0:0|00:07:b4:0|00:05:69|00:0c:29|00:1c:14|00:50:56|00:15:5d|00:16:3e|08:00:27|00:1c:42|bc:24:11)/;

/**
 * Whether a MAC address stands for one device: given by its maker, neither for a group nor made up locally (IEEE 802).
 *
 * @param mac - as `macAddress` gives it
 */
export function isGlobalMac(mac: string): boolean {
  return parseInt(mac.slice(0, 2), 16) % 4 === 0 && !shared.test(mac);
}
