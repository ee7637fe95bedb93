import type { IntelligenceObjectStore } from '../../database/IntelligenceObjectStore';
import { dayOf } from '../intelligence/dayOf';
import type { Sighting, SightingKind } from '../intelligence/Sighting';
import { strictestTlp } from '../intelligence/strictestTlp';
import type { Tlp } from '../intelligence/Tlp';
import type { StixObject } from './StixObject';

const MOST_NAMES = 10;
const MOST_PAIRS = 20_000;
/** Those who are attacked, or products, of one report. */
const MOST_NEIGHBOURS = 50;

/** What a relationship to a vulnerability says, by the type of its source. */
const KINDS: Record<string, SightingKind | undefined> = {
  campaign: 'use',
  'intrusion-set': 'use',
  malware: 'use',
  'threat-actor': 'use',
  'attack-pattern': 'capability',
  tool: 'capability',
  indicator: 'indicator',
};

const RELATIONS = new Set(['exploits', 'targets', 'indicates']);

/** Who and what a report is about, from the objects around it. */
interface Parts {
  kind: SightingKind;
  vulnerability: StixObject;
  actor?: StixObject;
  identities: StixObject[];
  products: StixObject[];
}

/**
 * Joins reports (sightings, relationships, indicators) with the objects that they refer to. Only two steps are ever
 * followed, so objects that refer to each other in a circle do no harm.
 *
 * @param options - `reports` is a page of objects of these types; `title` names the source where no identity does
 * @returns for each report what it says of vulnerabilities, which is nothing where an object is revoked, not there, or
 *   of a label that is not taken
 */
export async function joinSightings(options: {
  reports: readonly StixObject[];
  feedId: string;
  title: string;
  tlp: ReadonlySet<Tlp>;
  objects: IntelligenceObjectStore;
}): Promise<Map<string, Sighting[]>> {
  const { reports, feedId, title, objects } = options;
  const near = await objects.get(
    feedId,
    reports.flatMap(({ sourceRef, targetRef, body }) =>
      [sourceRef, targetRef, body.createdBy, ...(body.where ?? [])].flatMap(
        ref => ref ?? [],
      ),
    ),
  );
  const actors = [...near.values()].flatMap(({ id, type }) =>
    KINDS[type] === 'use' ? id : [],
  );
  const vulnerabilities = [...near.values()].flatMap(({ id, type }) =>
    type === 'vulnerability' ? id : [],
  );
  const targets = await objects.pairs({
    feedId,
    relation: 'targets',
    column: 'source_ref',
    ids: actors,
    limit: MOST_PAIRS,
  });
  const holders = await objects.pairs({
    feedId,
    relation: 'has',
    column: 'target_ref',
    ids: vulnerabilities,
    limit: MOST_PAIRS,
  });
  const far = await objects.get(feedId, [
    ...targets.map(({ targetRef }) => targetRef),
    ...holders.map(({ sourceRef }) => sourceRef),
  ]);
  const markings = await objects.get(
    feedId,
    [...reports, ...near.values(), ...far.values()].flatMap(
      ({ body }) => body.markings ?? [],
    ),
  );
  const find = (ref: string | undefined) => {
    const object =
      ref === undefined ? undefined : near.get(ref) ?? far.get(ref);
    return object?.body.isRevoked ? undefined : object;
  };
  const identitiesBy = groupBy(targets, pair => pair.sourceRef);
  const holdersBy = groupBy(holders, pair => pair.targetRef);

  const partsOf = (report: StixObject): Parts | undefined => {
    const vulnerability =
      report.type === 'indicator' ? report : find(report.targetRef);
    if (
      report.body.isRevoked ||
      !vulnerability?.body.cves ||
      (report.type !== 'indicator' && vulnerability.type !== 'vulnerability')
    ) {
      return undefined;
    }
    const products = (holdersBy.get(vulnerability.id) ?? [])
      .slice(0, MOST_NEIGHBOURS)
      .flatMap(({ sourceRef }) => find(sourceRef) ?? []);
    if (report.type !== 'relationship') {
      return {
        kind: report.type === 'sighting' ? 'sighting' : 'indicator',
        vulnerability,
        identities: (report.body.where ?? [])
          .slice(0, MOST_NEIGHBOURS)
          .flatMap(ref => find(ref) ?? []),
        products,
      };
    }
    const actor = find(report.sourceRef);
    const kind = actor && KINDS[actor.type];
    if (!kind || !RELATIONS.has(report.relation ?? '')) {
      return undefined;
    }
    return {
      kind,
      vulnerability,
      actor,
      identities: (identitiesBy.get(actor.id) ?? [])
        .slice(0, MOST_NEIGHBOURS)
        .flatMap(({ targetRef }) => find(targetRef) ?? []),
      products,
    };
  };

  // A label that cannot be looked up yet binds like the strictest.
  const labelOf = ({ body }: StixObject): (Tlp | undefined)[] => [
    body.tlp,
    ...(body.markings ?? []).map(ref => {
      const marking = markings.get(ref);
      return marking ? marking.body.tlp : 'RED';
    }),
  ];

  const sightingsOf = (report: StixObject): Sighting[] => {
    const parts = partsOf(report);
    const firstSeenOn = dayOf(report.body.firstSeen ?? report.modified);
    if (!parts || !firstSeenOn) {
      return [];
    }
    const { kind, vulnerability, actor, identities, products } = parts;
    const involved = [
      report,
      vulnerability,
      ...(actor ? [actor] : []),
      ...identities,
      ...products,
    ];
    const tlp = strictestTlp(involved.flatMap(labelOf));
    if (tlp && !options.tlp.has(tlp)) {
      return [];
    }
    const common: Omit<Sighting, 'cve'> = {
      kind,
      source: find(report.body.createdBy)?.body.name ?? title,
      actors: namesOf(actor ? [actor.body.name] : []),
      products: namesOf(products.map(({ body }) => body.name)),
      sectors: namesOf(identities.flatMap(({ body }) => body.sectors ?? [])),
      firstSeenOn,
      lastSeenOn: report.body.lastSeen?.slice(0, 10),
      count: report.body.count ?? 1,
      confidence: report.body.confidence,
      tlp,
    };
    return (vulnerability.body.cves ?? []).map(cve => ({ cve, ...common }));
  };
  return new Map(reports.map(report => [report.id, sightingsOf(report)]));
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(keyOf(item), [item]);
    }
  }
  return groups;
}

function namesOf(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.flatMap(name => name || []))]
    .sort()
    .slice(0, MOST_NAMES);
}
