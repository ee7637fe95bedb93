/**
 * Something that a source told about a device, with how sure it is and why.
 *
 * @public
 */
export interface Claim {
  value: string;
  /** In [0, 1]: 1 said by the device's own records, less where it was guessed from traffic or banners. */
  confidence: number;
  /** What it was read from, in words: `banner of port 80/tcp`. */
  evidence: string;
}

/**
 * A service that a device offers.
 *
 * @public
 */
export interface SeenService {
  port: number;
  protocol: 'tcp' | 'udp' | 'sctp';
  name?: string;
  product?: string;
  version?: string;
  /** CPE 2.2 or 2.3. */
  cpe?: string;
  /** What else the source told of it, in its words. */
  extraInfo?: string;
}

/**
 * A piece of software on a device.
 *
 * @public
 */
export interface SeenComponent {
  name: string;
  version?: string;
  vendor?: string;
  /** Package URL. */
  purl?: string;
  cpe?: string;
  /** What the name is unique in, for example `org.apache.logging.log4j`. */
  group?: string;
  /** Algorithm and value in lower case, `sha-256:9f86…`. */
  hashes?: string[];
  /** Identifiers, names or expressions of its licences. */
  licences?: string[];
}

/**
 * What one source saw of one device. Texts are cleaned (`cleanText`), and still hostile: whoever
 * shows them escapes them for their place.
 *
 * @public
 */
export interface Sighting {
  /** Kind of the source, for example `nmap`. */
  source: string;
  /** Place in the source: file and line, or file and element. */
  record: string;
  /** Instant, ISO 8601 in UTC; undefined where the source gives none. */
  seenAt?: string;
  /** Lower case with colons, `00:1b:1b:00:00:01`. */
  macs: string[];
  /**
   * MACs of the frames that carried the device's packets, as sensors see them: the device's own, or that of a router
   * before it. They identify nothing by themselves; one that comes with several addresses is a router's.
   */
  frameMacs?: string[];
  /** Canonical IPv4 and IPv6 addresses. */
  ips: string[];
  /** Lower case, without a final dot. */
  hostnames: string[];
  serial?: Claim;
  vendor?: Claim;
  model?: Claim;
  firmwareVersion?: Claim;
  hardwareVersion?: Claim;
  operatingSystem?: Claim;
  services: SeenService[];
  components: SeenComponent[];
  /** Where the source is asked to say it: the site that it watches. */
  site?: string;
}
