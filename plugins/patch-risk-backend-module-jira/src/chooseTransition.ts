import { RejectedError } from '@patch-risk/backstage-plugin-patch-risk-node';
import { isRecord } from './client/isRecord';
import { cleanText } from './fields/cleanText';

/** A transition to take, with the fields that its screen needs. */
export interface ChosenTransition {
  id: string;
  fields: Record<string, unknown>;
}

interface Candidate {
  id: string;
  name: string;
  category: string;
  fields: Record<string, unknown>;
  /** Required fields that we cannot fill. */
  unfilled: string[];
}

const RESOLUTIONS = ['done', 'fixed', 'resolved', 'erledigt', 'behoben'];
/** Done by category, yet saying that the work was not done. */
const NOT_DONE =
  /won.?t|reject|cancel|declin|duplicate|invalid|abandon|abgelehnt|abgebrochen|verworfen|storniert/i;

function chooseResolution(
  allowed: unknown,
  wanted: string | undefined,
): { id: string } | undefined {
  const offered = (Array.isArray(allowed) ? allowed : []).filter(
    one => isRecord(one) && typeof one.id === 'string',
  );
  const names = [wanted?.toLowerCase(), ...RESOLUTIONS];
  for (const name of names) {
    const found = offered.find(
      one => name !== undefined && String(one.name).toLowerCase() === name,
    );
    if (found) {
      return { id: found.id };
    }
  }
  return offered[0] && { id: offered[0].id };
}

function readCandidate(
  transition: unknown,
  resolution: string | undefined,
): Candidate | undefined {
  if (
    !isRecord(transition) ||
    typeof transition.id !== 'string' ||
    transition.isAvailable === false ||
    !isRecord(transition.to) ||
    !isRecord(transition.to.statusCategory)
  ) {
    return undefined;
  }
  const fields: Record<string, unknown> = {};
  const unfilled: string[] = [];
  const screen = isRecord(transition.fields) ? transition.fields : {};
  const category = String(transition.to.statusCategory.key);
  for (const [id, field] of Object.entries(screen)) {
    if (!isRecord(field)) {
      continue;
    }
    const value =
      id === 'resolution' && category === 'done'
        ? chooseResolution(field.allowedValues, resolution)
        : undefined;
    if (value) {
      fields[id] = value;
    } else if (field.required === true && field.hasDefaultValue !== true) {
      unfilled.push(cleanText(String(field.name ?? id), 60));
    }
  }
  return {
    id: transition.id,
    name: cleanText(String(transition.name ?? transition.id), 60),
    category,
    fields,
    unfilled,
  };
}

/**
 * Finds the way to a status of a category among the transitions that an issue offers now; names do not count, since they
 * are translated and changed. Never goes by way of a status between, which might stand for an approval.
 *
 * @param transitions - as Jira answers them, with their fields expanded.
 * @throws RejectedError when there is no way, saying what is offered and what is missing.
 */
export function chooseTransition(
  transitions: unknown[],
  options: {
    issueKey: string;
    categories: ('new' | 'indeterminate' | 'done')[];
    resolution: string | undefined;
  },
): ChosenTransition {
  const candidates = transitions
    .map(transition => readCandidate(transition, options.resolution))
    .filter(candidate => candidate !== undefined);
  const fitting = options.categories.flatMap(category =>
    candidates
      .filter(candidate => candidate.category === category)
      .sort(
        (left, right) =>
          Number(NOT_DONE.test(left.name)) - Number(NOT_DONE.test(right.name)),
      ),
  );
  const chosen = fitting.find(candidate => candidate.unfilled.length === 0);
  if (chosen) {
    return { id: chosen.id, fields: chosen.fields };
  }
  if (fitting.length > 0) {
    const [first] = fitting;
    throw new RejectedError(
      `The transition '${first.name}' of ${
        options.issueKey
      } requires ${first.unfilled
        .map(name => `'${name}'`)
        .join(
          ', ',
        )}, for which there is no value. Make it optional on the transition’s screen, or move the issue by hand.`,
    );
  }
  throw new RejectedError(
    `${
      options.issueKey
    } offers no transition to a status of the category ${options.categories.join(
      ' or ',
    )}; it offers ${
      candidates.map(candidate => `'${candidate.name}'`).join(', ') || 'none'
    }. Let the workflow lead there from its present status, or move the issue by hand.`,
  );
}
