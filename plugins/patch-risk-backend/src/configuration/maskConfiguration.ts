import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { InputError } from '@backstage/errors';
import { isIgnoredLine } from './isIgnoredLine';
import { Masker } from './Masker';

const MOST_LINES = 200_000;
const LONGEST_LINE = 65_536;
const DEEPEST = 200;

/** A snapshot as it arrived. */
export interface RawConfiguration {
  bytes: Uint8Array;
  format: 'json' | 'text';
  key: string;
  /** Entity ref of the device. */
  scope: string;
  /** Sources of patterns of the configuration. */
  mask: string[];
  ignore: string[];
}

/** A snapshot as it is kept. */
export interface MaskedConfiguration {
  content: string;
  /** Of the lines that are not ignored. */
  contentHash: string;
  lineCount: number;
  maskedCount: number;
}

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  if (buffer.includes(0) || !isUtf8(buffer)) {
    throw new InputError(
      'The configuration is not text in UTF-8; send it as text or JSON, exported and not as a backup image',
    );
  }
  return buffer.toString('utf8').replace(/^\ufeff/, '');
}

function parse(text: string): Parameters<Masker['maskJson']>[0] {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === ']' || character === '}') {
      depth -= 1;
    }
  }
  if (deepest > DEEPEST) {
    throw new InputError(
      `The configuration is nested more than ${DEEPEST} levels deep; flatten it, or send it as text`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser quotes the document, which may be a secret.
    throw new InputError(
      'The configuration is no JSON document; correct it, or send it as text/plain',
    );
  }
}

/**
 * Worker task `mask-configuration`: checks a snapshot, brings it into one order and masks its secrets. Nothing of its
 * content is in an error.
 *
 * @throws InputError for what is no text, no JSON or has too many or too long lines
 */
export async function maskConfiguration(
  raw: RawConfiguration,
): Promise<MaskedConfiguration> {
  const text = textOf(raw.bytes);
  const masker = Masker.create({
    key: raw.key,
    scope: raw.scope,
    patterns: raw.mask.map(source => new RegExp(source)),
  });
  let lines: string[];
  if (raw.format === 'json') {
    const masked = masker.maskJson(parse(text));
    lines = JSON.stringify(masked, undefined, 2).split('\n');
  } else {
    lines = text.split(/\r\n|\r|\n/).map(line => line.trimEnd());
    while (lines.at(-1) === '') {
      lines.pop();
    }
  }
  const tooLong = lines.findIndex(line => line.length > LONGEST_LINE);
  if (tooLong !== -1 || lines.length > MOST_LINES) {
    throw new InputError(
      tooLong === -1
        ? `The configuration has ${lines.length} lines, more than ${MOST_LINES}; send the part that people set`
        : `Line ${
            tooLong + 1
          } of the configuration is longer than ${LONGEST_LINE} characters; break it, or send JSON as application/json`,
    );
  }
  if (raw.format === 'text') {
    lines = masker.maskLines(lines);
  }
  const ignored = isIgnoredLine(raw.ignore);
  return {
    content: lines.join('\n'),
    contentHash: createHash('sha256')
      .update(lines.filter(line => !ignored(line)).join('\n'))
      .digest('hex'),
    lineCount: lines.length,
    maskedCount: masker.count,
  };
}
