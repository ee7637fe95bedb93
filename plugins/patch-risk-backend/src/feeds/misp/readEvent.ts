import {
  cleanText,
  type RecordProblem,
  schemaProblem,
} from '@patch-risk/match';
import type { z } from 'zod';
import { readTlp } from '../intelligence/readTlp';
import type { Sighting } from '../intelligence/Sighting';
import { strictestTlp } from '../intelligence/strictestTlp';
import type { Tlp } from '../intelligence/Tlp';
import { confidenceOf } from './confidenceOf';
import { mispHeadSchema, type mispSchemas } from './schema';

const MOST_NAMES = 10;
const CVE = /^CVE-\d{4}-\d{4,19}$/i;
const ACTORS =
  /threat-actor|intrusion-set|activity-group|campaign|ransomware|malware|tool|malpedia|rat$|stealer|botnet|backdoor/;

type Schemas = ReturnType<typeof mispSchemas>;
type Event = z.output<Schemas['event']>;
type Attribute = z.output<Schemas['attribute']>;
type SeenBy = z.output<Schemas['sighting']>;

/** What one event says. */
export interface MispEvent {
  uuid: string;
  /** Instant of its last change, ISO 8601 in UTC. */
  changedAt: string;
  sightings: Sighting[];
}

function clustersOf(parts: readonly Pick<Attribute, 'Tag' | 'Galaxy'>[]) {
  const tags = parts.flatMap(({ Tag }) => Tag.map(({ name }) => name));
  const clusters = [
    ...parts.flatMap(({ Galaxy }) =>
      Galaxy.flatMap(({ type, GalaxyCluster }) =>
        GalaxyCluster.map(({ value }) => ({ type, value })),
      ),
    ),
    ...tags.flatMap(tag => {
      const match = /^misp-galaxy:([^=]{1,100})="([^"]{1,200})"$/.exec(tag);
      return match ? { type: match[1], value: cleanText(match[2], 200) } : [];
    }),
  ];
  const named = (isOfKind: (type: string) => boolean) =>
    [
      ...new Set(
        clusters.flatMap(({ type, value }) => (isOfKind(type) ? value : [])),
      ),
    ]
      .sort()
      .slice(0, MOST_NAMES);
  return {
    tags,
    sectors: named(type => type === 'sector'),
    actors: named(type => ACTORS.test(type)),
  };
}

/** Who saw it, how often, and when; whoever took it back last did not see it. */
function seenBy(
  sightings: readonly SeenBy[],
  publisher: string,
): { source: string; count: number; first: string; last: string }[] {
  const bySource = new Map<string, SeenBy[]>();
  for (const sighting of sightings) {
    const source = sighting.Organisation?.name || publisher;
    bySource.set(source, [...(bySource.get(source) ?? []), sighting]);
  }
  return [...bySource].flatMap(([source, all]) => {
    const judged = all
      .filter(({ type }) => type !== '2')
      .sort((one, other) => (one.date_sighting < other.date_sighting ? -1 : 1));
    const seen = judged.filter(({ type }) => type === '0');
    return judged.at(-1)?.type === '0'
      ? {
          source,
          count: seen.length,
          first: seen[0].date_sighting.slice(0, 10),
          last: seen[seen.length - 1].date_sighting.slice(0, 10),
        }
      : [];
  });
}

/**
 * Reads one event.
 *
 * @param options - `title` names the source where the event does not; what is wrong is added to `problems`
 * @returns undefined when the event itself cannot be used
 */
export function readEvent(options: {
  value: unknown;
  schemas: Schemas;
  record: string;
  place: string;
  title: string;
  tlp: readonly Tlp[];
  problems: RecordProblem[];
}): MispEvent | undefined {
  const { value, schemas, record, place, problems } = options;
  const read = <Output>(
    schema: z.ZodType<Output>,
    input: unknown,
    prefix: string,
  ): Output | undefined => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      problems.push(
        schemaProblem({ record, input, error: parsed.error, prefix }),
      );
    }
    return parsed.data;
  };
  const event: Event | undefined = read(schemas.event, value, place);
  if (!event) {
    return undefined;
  }
  const answer: MispEvent = {
    uuid: event.uuid,
    changedAt: event.timestamp,
    sightings: [],
  };
  if (event.deleted || event.published === false) {
    return answer;
  }
  const publisher = event.Orgc?.name || event.Org?.name || options.title;

  const readAttributes = (inputs: readonly unknown[], prefix: string) => {
    const attributes = inputs.flatMap((input, index) => {
      const head = mispHeadSchema.safeParse(input);
      const isOfUse =
        !head.success || ['vulnerability', 'cpe'].includes(head.data.type);
      const at = `${prefix}.${index}`;
      const attribute = isOfUse
        ? read(schemas.attribute, input, at)
        : undefined;
      return attribute && !attribute.deleted ? { attribute, at } : [];
    });
    const products = [
      ...new Set(
        attributes.flatMap(({ attribute }) =>
          attribute.type === 'cpe' ? cleanText(attribute.value, 100) : [],
        ),
      ),
    ];
    for (const { attribute, at } of attributes) {
      const cve = attribute.value.trim().toUpperCase();
      if (attribute.type === 'vulnerability' && CVE.test(cve)) {
        const { tags, sectors, actors } = clustersOf([event, attribute]);
        const tlp = strictestTlp(
          tags.map(tag => (/^tlp:/i.test(tag) ? readTlp(tag) : undefined)),
        );
        if (tlp && !options.tlp.includes(tlp)) {
          continue;
        }
        const common = {
          cve,
          actors,
          sectors,
          products: products.slice(0, MOST_NAMES),
          confidence: confidenceOf(tags),
          tlp,
        };
        const sightings = attribute.Sighting.flatMap(
          (each, index) =>
            read(schemas.sighting, each, `${at}.Sighting.${index}`) ?? [],
        );
        answer.sightings.push(
          ...seenBy(sightings, publisher).map(
            ({ source, count, first, last }): Sighting => ({
              ...common,
              kind: 'sighting',
              source,
              count,
              firstSeenOn: first,
              lastSeenOn: last,
            }),
          ),
          {
            ...common,
            kind: 'mention',
            source: publisher,
            count: 1,
            firstSeenOn: (attribute.timestamp ?? event.timestamp).slice(0, 10),
          },
        );
      }
    }
  };
  readAttributes(event.Attribute, `${place}.Attribute`);
  for (const [index, input] of event.Object.entries()) {
    const at = `${place}.Object.${index}`;
    const object = read(schemas.object, input, at);
    if (object && !object.deleted) {
      readAttributes(object.Attribute, `${at}.Attribute`);
    }
  }
  return answer;
}
