import { createHash } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  OwnAdvisory,
  OwnAdvisoryContent,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { readDocument, type RecordProblem } from '@patch-risk/match';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { AdvisoryStore } from '../database/AdvisoryStore';
import { OwnAdvisoryStore } from '../database/OwnAdvisoryStore';
import type { Transact } from '../database/Transact';
import { VulnerabilityStore } from '../database/VulnerabilityStore';
import { OWN_FEED } from '../findings/composeComponentFinding';
import type { HostPace } from '../workers/HostPace';
import { checkContent } from './checkContent';
import { OWN_ID_SYSTEM, toCsaf } from './toCsaf';

/** Middle of each band of the qualitative scale of CVSS 3.1, section 5; used where no vector is given. */
const BASE_SCORES = { low: 2, medium: 5.5, high: 8, critical: 9.5 };

/** An advisory as matching reads it. */
export interface ReadOwnAdvisory {
  document: ReturnType<typeof toCsaf>;
  read: NonNullable<ReturnType<typeof readDocument>>;
}

/**
 * Advisories that people write before any CVE exists. Each is stored as it was written, and as a CSAF
 * document that takes the same road as those of vendors; withdrawing one takes it off that road.
 */
export class OwnAdvisories {
  readonly #store: OwnAdvisoryStore;
  readonly #advisories: AdvisoryStore;
  readonly #vulnerabilities: VulnerabilityStore;
  readonly #transact: Transact;
  readonly #clock: Clock;

  private constructor(options: {
    database: Knex;
    clock: Clock;
    pace: HostPace;
  }) {
    const { database } = options;
    this.#store = OwnAdvisoryStore.create(options);
    this.#advisories = AdvisoryStore.create(options);
    this.#vulnerabilities = VulnerabilityStore.create(options);
    this.#transact = work => database.transaction(work);
    this.#clock = options.clock;
  }

  static create(options: {
    database: Knex;
    clock: Clock;
    pace: HostPace;
  }): OwnAdvisories {
    return new OwnAdvisories(options);
  }

  list(page: { limit: number; cursor?: string }) {
    return this.#store.list(page);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<OwnAdvisory> {
    const advisory = await this.#store.get(id);
    if (!advisory) throw notFound(id);
    return advisory;
  }

  /**
   * Reads a content as it would be stored, without storing it.
   *
   * @throws InputError that names the field, its value and what to write
   */
  read(content: OwnAdvisoryContent): ReadOwnAdvisory {
    const at = this.#clock.now().toISOString();
    return this.#read({
      id: 'OWN-0000-000',
      revision: 1,
      content,
      releasedAt: at,
      revisedAt: at,
    });
  }

  /** @throws InputError that names the field, its value and what to write */
  async create(content: OwnAdvisoryContent, by: string): Promise<OwnAdvisory> {
    const now = this.#clock.now();
    checkContent(content);
    return this.#transact(async transaction => {
      const id = await this.#store.nextId(transaction, now.getUTCFullYear());
      const at = now.toISOString();
      return this.#save(transaction, {
        id,
        revision: 1,
        state: 'published',
        content,
        writtenBy: by,
        createdAt: at,
        changedAt: at,
      });
    });
  }

  /**
   * Replaces the content; one that was withdrawn is published again.
   *
   * @throws InputError, NotFoundError
   */
  async update(
    id: string,
    content: OwnAdvisoryContent,
    by: string,
  ): Promise<OwnAdvisory> {
    checkContent(content);
    return this.#transact(async transaction => {
      const known = await this.#store.get(id, transaction);
      if (!known) throw notFound(id);
      return this.#save(transaction, {
        ...known,
        revision: known.revision + 1,
        state: 'published',
        content,
        writtenBy: by,
        changedAt: this.#clock.now().toISOString(),
        matchedAt: undefined,
      });
    });
  }

  /** @throws NotFoundError, ConflictError where it is withdrawn already */
  async withdraw(id: string, by: string): Promise<OwnAdvisory> {
    return this.#transact(async transaction => {
      const known = await this.#store.get(id, transaction);
      if (!known) throw notFound(id);
      if (known.state === 'withdrawn') {
        throw new ConflictError(`${id} is withdrawn already`);
      }
      const at = this.#clock.now().toISOString();
      await this.#store.withdraw(transaction, { id, by, at });
      await this.#advisories.remove(transaction, `${OWN_FEED}/${id}`);
      return {
        ...known,
        state: 'withdrawn' as const,
        writtenBy: by,
        changedAt: at,
        matchedAt: undefined,
      };
    });
  }

  /** Whether findings are still to be brought in line with any of them. */
  isPending(): Promise<boolean> {
    return this.#store.isPending();
  }

  /** Fixes that were announced for a day that has come are available. */
  async releasePlanned(): Promise<void> {
    const at = this.#clock.now().toISOString();
    await this.#transact(transaction =>
      this.#advisories.releasePlannedFixes(transaction, {
        feedId: OWN_FEED,
        today: at.slice(0, 10),
        at,
      }),
    );
  }

  /** Notes that findings and tasks are in line with what was written until an instant. */
  async setMatched(until: string): Promise<void> {
    await this.#store.setMatched({
      until,
      at: this.#clock.now().toISOString(),
    });
  }

  async #save(
    transaction: Knex.Transaction,
    advisory: OwnAdvisory,
  ): Promise<OwnAdvisory> {
    const { document, read } = this.#read({
      id: advisory.id,
      revision: advisory.revision,
      content: advisory.content,
      releasedAt: advisory.createdAt,
      revisedAt: advisory.changedAt,
    });
    const id = `${OWN_FEED}/${advisory.id}`;
    await this.#store.save(transaction, { ...advisory, document });
    await this.#advisories.replace(transaction, {
      ...read.advisory,
      id,
      feedId: OWN_FEED,
      changedAt: advisory.changedAt,
    });
    for (const { vulnerability, products } of read.vulnerabilities) {
      const { severity, cvssVector } = advisory.content;
      const cvss =
        severity === undefined || cvssVector !== undefined
          ? vulnerability.cvss
          : {
              version: '',
              vector: '',
              baseScore: BASE_SCORES[severity],
              severity: severity.toUpperCase(),
            };
      const vulnerabilities = [{ ...vulnerability, cvss }];
      await this.#vulnerabilities.saveAdvised(transaction, {
        vulnerabilities,
        shared: new Set(),
        at: advisory.changedAt,
      });
      await this.#advisories.addVulnerabilities(
        transaction,
        id,
        vulnerabilities,
      );
      await this.#advisories.addProducts(transaction, id, [...products]);
    }
    return advisory;
  }

  #read(options: Parameters<typeof toCsaf>[0]): ReadOwnAdvisory {
    checkContent(options.content);
    const document = toCsaf(options);
    const problems: RecordProblem[] = [];
    const read = readDocument({
      value: document,
      record: options.id,
      contentHash: createHash('sha256')
        .update(JSON.stringify(document))
        .digest('hex'),
      today: this.#clock.now().toISOString().slice(0, 10),
      idSystem: OWN_ID_SYSTEM,
      problems,
    });
    const [problem] = problems;
    if (!read || problem) {
      throw new InputError(
        `${problem?.field ?? 'advisory'}: ${
          problem?.reason ?? 'cannot be read'
        }; change it and try again`,
      );
    }
    return { document, read };
  }
}

function notFound(id: string) {
  return new NotFoundError(`There is no hand-written advisory ${id}`);
}
