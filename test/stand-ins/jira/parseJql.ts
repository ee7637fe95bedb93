import { JiraProblem } from './JiraProblem';
import type { StandInIssue, StandInProject } from './model';

interface Clause {
  field: string;
  negated: boolean;
  values: string[];
}

/** A query that was understood: which issues it matches, and in which order. */
export interface ParsedJql {
  matches(issue: StandInIssue, project: StandInProject): boolean;
  compare(left: StandInIssue, right: StandInIssue): number;
  projects: string[];
}

const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|=|[(),])|([^\s"'=!(),]+))/y;
const FIELDS = ['project', 'labels', 'statuscategory', 'key', 'issuekey', 'id'];
const ORDER_FIELDS = ['created', 'updated', 'key', 'issuekey', 'id'];
const CATEGORY_NAMES: Record<string, string> = {
  'to do': 'new',
  new: 'new',
  'in progress': 'indeterminate',
  indeterminate: 'indeterminate',
  done: 'done',
};

interface Token {
  text: string;
  quoted: boolean;
}

function refuse(text: string): JiraProblem {
  return new JiraProblem(400, { errorMessages: [text] });
}

function tokenize(jql: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = jql.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (!match) {
      throw refuse(
        `Error in the JQL Query: unexpected character at ${at + 1}.`,
      );
    }
    const quoted = match[1] ?? match[2];
    if (quoted === undefined) {
      tokens.push({ text: match[3] ?? match[4], quoted: false });
    } else {
      tokens.push({ text: quoted.replace(/\\(.)/g, '$1'), quoted: true });
    }
  }
  return tokens;
}

class TokenReader {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  isWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    return (
      token !== undefined && !token.quoted && token.text.toLowerCase() === word
    );
  }

  takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) {
      this.#at += 1;
    }
    return found;
  }

  expect(word: string): void {
    if (!this.takeWord(word)) {
      throw refuse(`Error in the JQL Query: expecting '${word}'.`);
    }
  }

  value(): string {
    const token = this.#tokens[this.#at];
    if (!token || (!token.quoted && /^(?:!=|=|[(),])$/.test(token.text))) {
      throw refuse('Error in the JQL Query: expecting a value.');
    }
    this.#at += 1;
    return token.text;
  }
}

function readClause(reader: TokenReader): Clause {
  const written = reader.value();
  const field = written.toLowerCase();
  if (!FIELDS.includes(field)) {
    throw refuse(
      `Field '${written}' does not exist or you do not have permission to view it.`,
    );
  }
  if (reader.takeWord('=')) {
    return { field, negated: false, values: [reader.value()] };
  }
  if (reader.takeWord('!=')) {
    return { field, negated: true, values: [reader.value()] };
  }
  const negated = reader.takeWord('not');
  reader.expect('in');
  reader.expect('(');
  const values = [reader.value()];
  while (reader.takeWord(',')) {
    values.push(reader.value());
  }
  reader.expect(')');
  return { field, negated, values };
}

function valuesOf(
  issue: StandInIssue,
  project: StandInProject,
  field: string,
): string[] {
  switch (field) {
    case 'project':
      return [project.key, project.id, project.name];
    case 'labels':
      return issue.fields.labels;
    case 'statuscategory':
      return project.statuses
        .filter(status => status.id === issue.status)
        .map(status => status.category);
    default:
      return [issue.id, issue.key];
  }
}

function normalize(field: string, value: string): string {
  if (field === 'statuscategory') {
    return CATEGORY_NAMES[value.toLowerCase()] ?? value;
  }
  return field === 'labels' ? value : value.toLowerCase();
}

/**
 * Reads the part of JQL that the stand-in understands: clauses on project, labels, statusCategory, key and id joined by
 * AND, with =, !=, IN and NOT IN, and ORDER BY. Everything else is refused with 400, never guessed at.
 */
export function parseJql(jql: string): ParsedJql {
  const reader = new TokenReader(tokenize(jql));
  if (reader.done || reader.isWord('order')) {
    throw refuse(
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    );
  }
  const clauses = [readClause(reader)];
  while (reader.takeWord('and')) {
    clauses.push(readClause(reader));
  }
  let order = { field: 'created', descending: true };
  if (reader.takeWord('order')) {
    reader.expect('by');
    const field = reader.value().toLowerCase();
    if (!ORDER_FIELDS.includes(field)) {
      throw refuse(`Not able to sort using field '${field}'.`);
    }
    const descending = reader.takeWord('desc');
    if (!descending) {
      reader.takeWord('asc');
    }
    order = { field, descending };
  }
  if (!reader.done) {
    throw refuse(
      `Error in the JQL Query: the stand-in does not understand '${reader.value()}' here.`,
    );
  }
  return {
    projects: clauses
      .filter(clause => clause.field === 'project' && !clause.negated)
      .flatMap(clause => clause.values),
    matches(issue, project) {
      return clauses.every(clause => {
        const present = valuesOf(issue, project, clause.field).map(value =>
          normalize(clause.field, value),
        );
        const found = clause.values.some(value =>
          present.includes(normalize(clause.field, value)),
        );
        return found !== clause.negated;
      });
    },
    compare(left, right) {
      let difference: number;
      if (order.field === 'updated') {
        difference = left.updated.localeCompare(right.updated);
      } else if (order.field === 'created') {
        difference = left.created.localeCompare(right.created);
      } else {
        difference = 0;
      }
      const settled = difference || Number(left.id) - Number(right.id);
      return order.descending ? -settled : settled;
    },
  };
}
