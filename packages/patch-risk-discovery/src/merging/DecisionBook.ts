import { aliasKey } from './aliasKey';
import type { DeviceDecision } from './DeviceDecision';
import type { MergeRules } from './MergeRules';

function subjectOf(decision: DeviceDecision): string {
  switch (decision.kind) {
    case 'alias':
      return `alias ${aliasKey(decision.field, decision.written)}`;
    case 'same':
    case 'different':
      return `pair ${[...decision.devices].sort().join(' ')}`;
    default:
      return `status ${decision.device}`;
  }
}

/** People's decisions: of those on the same subject the last one counts, in whatever order they come. */
export class DecisionBook {
  readonly #bySubject = new Map<string, DeviceDecision>();

  static create(): DecisionBook {
    return new DecisionBook();
  }

  private constructor() {}

  add(decision: DeviceDecision): void {
    const subject = subjectOf(decision);
    const known = this.#bySubject.get(subject);
    const text = (each: DeviceDecision) => `${each.at} ${JSON.stringify(each)}`;
    if (known === undefined || text(decision) > text(known)) {
      this.#bySubject.set(subject, decision);
    }
  }

  all(): DeviceDecision[] {
    return [...this.#bySubject]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, decision]) => decision);
  }

  rules(): Pick<MergeRules, 'aliases' | 'statuses' | 'same' | 'different'> {
    const rules = {
      aliases: new Map<string, string>(),
      statuses: new Map<string, DeviceDecision & { device: string }>(),
      same: new Array<[string, string]>(),
      different: new Array<[string, string]>(),
    };
    for (const decision of this.all()) {
      if (decision.kind === 'alias') {
        const { field, written, value } = decision;
        rules.aliases.set(aliasKey(field, written), value);
      } else if (decision.kind === 'same' || decision.kind === 'different') {
        rules[decision.kind].push(decision.devices);
      } else {
        rules.statuses.set(decision.device, decision);
      }
    }
    return rules;
  }
}
