import { createHmac } from 'node:crypto';
import { maskRules, type MaskRule } from './maskRules';
import { secretKeyNames } from './secretKeyNames';

const BEGIN = /-----BEGIN [A-Z0-9 ]{1,60}-----/;
const END = /-----END [A-Z0-9 ]{1,60}-----/;
/** Blocks without these lines around them: `certificate self-signed 01` of Cisco, `crypto key` in hexadecimal digits. */
const HEX_LINE = /^\s*(?:[0-9A-F]{8}\s+){2,}[0-9A-F]{1,8}\s*$/i;
const BASE64_LINE = /^\s*[A-Za-z0-9+/]{60,76}={0,2}\s*$/;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Puts a mark in the place of secrets. The mark holds a keyed digest of the secret, so that a changed secret is a changed
 * mark, and equal secrets of two devices have different ones.
 */
export class Masker {
  readonly #key: string;
  readonly #scope: string;
  readonly #rules: readonly MaskRule[];
  #count = 0;

  /** @param options - `scope` is the device; `patterns` are those of the configuration: their whole match is masked */
  static create(options: {
    key: string;
    scope: string;
    patterns?: readonly RegExp[];
  }): Masker {
    return new Masker(options);
  }

  private constructor(options: {
    key: string;
    scope: string;
    patterns?: readonly RegExp[];
  }) {
    this.#key = options.key;
    this.#scope = options.scope;
    this.#rules = [
      ...(options.patterns ?? []).map(pattern => ({
        name: 'configured',
        pattern: new RegExp(`(?<secret>${pattern.source})`, 'g'),
      })),
      ...maskRules,
    ];
  }

  /** How many secrets were masked. */
  get count(): number {
    return this.#count;
  }

  /** The lines of a text with secrets masked; a block of a key or certificate becomes one line. */
  maskLines(lines: readonly string[]): string[] {
    const masked: string[] = [];
    let block: string[] | undefined;
    for (const line of lines) {
      if (block) {
        block.push(line);
        if (END.test(line)) {
          masked.push(this.#mask(block.join('\n')));
          block = undefined;
        }
        continue;
      }
      if (BEGIN.test(line) && !END.test(line)) {
        block = [line];
        continue;
      }
      masked.push(
        HEX_LINE.test(line) || BASE64_LINE.test(line)
          ? line.replace(line.trim(), this.#mask(line.trim()))
          : this.maskLine(line),
      );
    }
    if (block) {
      masked.push(this.#mask(block.join('\n')));
    }
    return masked;
  }

  /** A document with the values of secret fields masked whole, and its texts as lines are. */
  maskJson(value: Json, isSecret = false): Json {
    if (Array.isArray(value)) {
      return value.map(item => this.maskJson(item, isSecret));
    }
    if (typeof value === 'object' && value !== null) {
      const named =
        typeof value.name === 'string' && secretKeyNames.test(value.name);
      return Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(key => [
            this.maskLine(key),
            this.maskJson(
              value[key],
              isSecret ||
                secretKeyNames.test(key) ||
                (named && key === 'value'),
            ),
          ]),
      );
    }
    if (value === null || typeof value === 'boolean' || value === '') {
      return value;
    }
    if (isSecret) {
      return this.#mask(String(value));
    }
    return typeof value === 'string'
      ? this.maskLines(value.split('\n')).join('\n')
      : value;
  }

  maskLine(line: string): string {
    let masked = line;
    for (const { pattern } of this.#rules) {
      masked = masked.replace(pattern, (match, ...rest) => {
        const groups = rest.at(-1) as { secret?: string };
        const secret = groups.secret ?? '';
        if (secret === '' || secret.includes('‹masked')) {
          return match;
        }
        const place = match.lastIndexOf(secret);
        return (
          match.slice(0, place) +
          this.#mask(secret) +
          match.slice(place + secret.length)
        );
      });
    }
    return masked;
  }

  #mask(secret: string): string {
    this.#count += 1;
    const digest = createHmac('sha256', this.#key)
      .update(`${this.#scope}\0${secret}`)
      .digest('hex')
      .slice(0, 12);
    return `‹masked ${digest}›`;
  }
}
