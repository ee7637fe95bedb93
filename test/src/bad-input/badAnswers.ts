import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

type Answer = (response: ServerResponse) => void;

const send =
  (body: string | Buffer): Answer =>
  response => {
    response.writeHead(200).end(body);
  };
const PAGE = '<!doctype html><title>Sign in</title><p>Please sign in.</p>';
const csv = (rows: string) =>
  gzipSync(
    `#model_version:v2025.03.14,score_date:2025-03-03T00:00:00+0000\ncve,epss,percentile\n${rows}`,
  );

/** An answer that no feed should give. */
export interface BadAnswer {
  what: string;
  feed: string;
  path: string;
  answer: Answer;
  /** What the shown reason must say. */
  reason: RegExp;
}

/** Truncated and wrong files of the feeds that are one file. */
export const badAnswers: BadAnswer[] = [
  {
    what: 'truncated KEV',
    feed: 'kev',
    path: '/kev.json',
    answer: send('{"title":"x","catalogVersion":"1","vulnerabilities":[{"cve'),
    reason: /kev\.json.*(JSON|truncated)/i,
  },
  {
    what: 'KEV with fewer entries than it says',
    feed: 'kev',
    path: '/kev.json',
    answer: send(
      '{"title":"x","catalogVersion":"1","dateReleased":"2025-03-03T00:00:00.000Z","count":9,"vulnerabilities":[]}',
    ),
    reason: /says it has 9 entries, but holds 0/,
  },
  {
    what: 'a page to sign in instead of KEV',
    feed: 'kev',
    path: '/kev.json',
    answer: send(PAGE),
    reason: /kev\.json/,
  },
  {
    what: 'truncated EPSS',
    feed: 'epss',
    path: '/epss.csv.gz',
    answer: send(csv('CVE-2025-20000,0.5,0.9\n'.repeat(500)).subarray(0, 60)),
    reason: /epss\.csv\.gz/,
  },
  {
    what: 'a page to sign in instead of EPSS',
    feed: 'epss',
    path: '/epss.csv.gz',
    answer: send(PAGE),
    reason: /epss\.csv\.gz/,
  },
  {
    what: 'EPSS cut off by its server',
    feed: 'epss',
    path: '/epss.csv.gz',
    answer: response => {
      response.writeHead(200, { 'content-length': 5000 });
      response.write('x');
      setTimeout(() => response.destroy(), 50);
    },
    reason: /epss\.csv\.gz|127\.0\.0\.1/,
  },
  {
    what: 'a list of advisories that is a page',
    feed: 'csaf-maker',
    path: '/csaf/changes.csv',
    answer: send(PAGE),
    reason: /changes\.csv.*HTML|not found|index\.txt/i,
  },
];

/** Advisories that are none, by the name that the list gives them. */
export const badAdvisories: { what: string; path: string; answer: Answer }[] = [
  {
    what: 'truncated',
    path: '/csaf/advisory-device-3.json',
    answer: send('{"document":{"category":"csaf_security_advisory","csaf_ver'),
  },
  {
    what: 'another kind of JSON',
    path: '/csaf/advisory-device-4.json',
    answer: send('{"hello":["world"]}'),
  },
  {
    what: 'a page',
    path: '/csaf/advisory-device-5.json',
    answer: send(PAGE),
  },
];

/** A row that is refused, beside one that is not. */
export const epssWithWrongRow = send(
  csv('CVE-2025-20000,7,0.9\nCVE-2025-20001,0.4,0.9\n'),
);

/** JSON that goes on for so many bytes, made while it is sent. */
export function largeAnswer(bytes: number): Answer {
  return response => {
    const entry = Buffer.from(
      `{"cveID":"CVE-2025-20000","notes":"${'x'.repeat(65_000)}"},`,
    );
    let left = bytes;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"vulnerabilities":[');
    const push = () => {
      while (left > 0 && !response.destroyed) {
        left -= entry.length;
        if (!response.write(entry)) {
          response.once('drain', push);
          return;
        }
      }
      response.end('{}]}');
    };
    push();
  };
}
