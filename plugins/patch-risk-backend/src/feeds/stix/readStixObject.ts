import { type RecordProblem, schemaProblem } from '@patch-risk/match';
import type { z } from 'zod';
import { readTlp } from '../intelligence/readTlp';
import { strictestTlp } from '../intelligence/strictestTlp';
import { stixHeadSchema, type stixObjectSchema } from './schema';
import type { StixObject } from './StixObject';
import { tlpMarkings } from './tlpMarkings';

const USED = new Set([
  'attack-pattern',
  'campaign',
  'identity',
  'indicator',
  'infrastructure',
  'intrusion-set',
  'malware',
  'marking-definition',
  'relationship',
  'sighting',
  'software',
  'threat-actor',
  'tool',
  'vulnerability',
]);

const CVE = /^CVE-\d{4}-\d{4,19}$/i;

type Parsed = z.output<ReturnType<typeof stixObjectSchema>>;

function cvesOf(object: Parsed): string[] | undefined {
  const ids = (object.external_references ?? [])
    .filter(({ source_name: source }) => source.toLowerCase() === 'cve')
    .map(({ external_id: id = '' }) => id.trim());
  const names = object.type === 'vulnerability' ? [object.name ?? ''] : [];
  const cves = [...ids, ...names].filter(id => CVE.test(id));
  return cves.length > 0
    ? [...new Set(cves.map(cve => cve.toUpperCase()))]
    : undefined;
}

function markingsOf(
  object: Parsed,
): Pick<StixObject['body'], 'tlp' | 'markings'> {
  if (object.type === 'marking-definition') {
    return {
      tlp:
        tlpMarkings.get(object.id.split('--')[1]) ??
        readTlp(object.definition?.tlp ?? object.name ?? ''),
    };
  }
  const refs = object.object_marking_refs ?? [];
  const labels = refs.map(ref => tlpMarkings.get(ref.split('--')[1]));
  const rest = refs.filter((_, index) => labels[index] === undefined);
  return {
    tlp: strictestTlp(labels),
    markings: rest.length > 0 ? rest : undefined,
  };
}

function missingOf(object: Parsed): string | undefined {
  if (object.type === 'relationship') {
    return ['relationship_type', 'source_ref', 'target_ref'].find(
      field => object[field as keyof Parsed] === undefined,
    );
  }
  return object.type === 'sighting' && object.sighting_of_ref === undefined
    ? 'sighting_of_ref'
    : undefined;
}

/**
 * Reads one object of a bundle or page.
 *
 * @param options - `place` is where it stands, for errors
 * @returns undefined for an object that is of no use, or a problem for one that is wrong
 */
export function readStixObject(options: {
  value: unknown;
  schema: ReturnType<typeof stixObjectSchema>;
  record: string;
  place: string;
}): { object?: StixObject; problem?: RecordProblem } | undefined {
  const { value, schema, record, place } = options;
  const head = stixHeadSchema.safeParse(value);
  if (head.success && !USED.has(head.data.type)) {
    return undefined;
  }
  const parsed = head.success ? schema.safeParse(value) : head;
  if (!parsed.success) {
    return {
      problem: schemaProblem({
        record,
        input: value,
        error: parsed.error,
        prefix: place,
      }),
    };
  }
  const object = parsed.data as Parsed;
  const missing = missingOf(object);
  if (missing) {
    return {
      problem: {
        record,
        field: `${place}.${missing}`,
        reason: `${place}.${missing} is missing`,
        remedy: 'Report it to the publisher of the feed',
      },
    };
  }
  return {
    object: {
      id: object.id,
      type: object.type,
      modified: object.modified ?? object.created ?? '',
      relation: object.relationship_type,
      sourceRef: object.source_ref,
      targetRef: object.target_ref ?? object.sighting_of_ref,
      body: {
        isRevoked: object.revoked || undefined,
        name: object.name || undefined,
        cves: cvesOf(object),
        sectors: object.sectors?.filter(Boolean),
        confidence:
          object.confidence === undefined ? undefined : object.confidence / 100,
        firstSeen: object.first_seen ?? object.start_time ?? object.created,
        lastSeen: object.last_seen,
        count: object.count,
        createdBy: object.created_by_ref,
        where: object.where_sighted_refs,
        ...markingsOf(object),
      },
    },
  };
}
