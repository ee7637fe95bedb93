import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** Something that was sent or answered and that Atlassian's description does not allow. */
export interface ContractViolation {
  at: string;
  operation: string;
  side: 'request' | 'answer';
  problem: string;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
}

interface Described {
  content?: Record<string, { schema?: unknown }>;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: Described;
  responses: Record<string, Described>;
}

interface Contract {
  paths: Record<string, Record<string, Operation>>;
}

const CONTRACT = resolve(
  __dirname,
  '../../../../shared/contracts/jira-cloud-v3.openapi.json',
);

function hasSchema({ content }: Described): boolean {
  return content?.['application/json']?.schema !== undefined;
}

function pointer(parts: string[]): string {
  return parts
    .map(part =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    .join('/');
}

/** Checks requests and answers against Atlassian's own description of the REST API, where it is at hand. */
export class ContractValidator {
  readonly #path: string;
  readonly #compiled = new Map<string, ValidateFunction>();
  #contract: Contract | undefined;
  #ajv: Ajv2020 | undefined;

  /** @param options - `path` of the description; by default beside the repository in `../shared/contracts`. */
  static create(options?: { path?: string }): ContractValidator {
    return new ContractValidator(options?.path ?? CONTRACT);
  }

  private constructor(path: string) {
    this.#path = path;
  }

  /** Whether the description is there; without it nothing is checked. */
  get available(): boolean {
    return existsSync(this.#path);
  }

  checkRequest(options: {
    template: string;
    method: string;
    query: URLSearchParams;
    body: unknown;
  }): string[] {
    if (!this.available) {
      return [];
    }
    const { template, method } = options;
    const operation = this.#load().paths[template]?.[method];
    if (!operation) {
      return ['is not in the description'];
    }
    const allowed = (operation.parameters ?? []).filter(
      parameter => parameter.in === 'query',
    );
    const problems: string[] = [];
    for (const name of new Set(options.query.keys())) {
      if (!allowed.some(parameter => parameter.name === name)) {
        problems.push(`query parameter ${name} is not in the description`);
      }
    }
    if (operation.requestBody && hasSchema(operation.requestBody)) {
      problems.push(
        ...this.#check(
          ['paths', template, method, 'requestBody', 'content'],
          options.body,
        ),
      );
    } else if (!operation.requestBody && options.body !== undefined) {
      problems.push('body sent where none is described');
    }
    return problems;
  }

  checkAnswer(options: {
    template: string;
    method: string;
    status: number;
    body: unknown;
  }): string[] {
    if (!this.available) {
      return [];
    }
    const { template, method, status } = options;
    const responses = this.#load().paths[template]?.[method]?.responses;
    if (!responses) {
      return ['is not in the description'];
    }
    // The description leaves the gateway's answers out; 429 and 5xx may come on every call.
    if (!responses[status]) {
      return status === 429 || status === 403 || status >= 500
        ? []
        : [`status ${status} is not in the description`];
    }
    if (!hasSchema(responses[status]) || options.body === undefined) {
      return [];
    }
    return this.#check(
      ['paths', template, method, 'responses', String(status), 'content'],
      options.body,
    );
  }

  #load(): Contract {
    if (!this.#contract) {
      const contract = JSON.parse(readFileSync(this.#path, 'utf8'));
      this.#ajv = new Ajv2020({ strict: false, validateFormats: true });
      addFormats(this.#ajv);
      // Jira writes zones as +0000, which RFC 3339 does not know; the description calls it date-time all the same.
      this.#ajv.addFormat('date-time', {
        type: 'string',
        validate: (text: string) => !Number.isNaN(Date.parse(text)),
      });
      this.#ajv.addSchema({ $id: 'jira', ...contract });
      this.#contract = contract;
    }
    return this.#contract!;
  }

  #check(parts: string[], body: unknown): string[] {
    const reference = `jira#/${pointer([
      ...parts,
      'application/json',
      'schema',
    ])}`;
    let validate = this.#compiled.get(reference);
    if (!validate) {
      validate = this.#ajv!.compile({ $ref: reference });
      this.#compiled.set(reference, validate);
    }
    if (validate(body)) {
      return [];
    }
    return (validate.errors ?? []).map(
      error =>
        `${error.instancePath || '/'} ${error.message} ${JSON.stringify(
          error.params,
        )}`,
    );
  }
}
