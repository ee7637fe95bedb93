import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { StandInIssue } from '../../stand-ins/jira/model';
import type { EventTarget } from './EventTarget';

/** What is there at the end of a run: contents by key, and how often each key is there. */
export interface Outcome {
  tickets: Map<string, string[]>;
  events: Map<string, string[]>;
  deadLetters: number;
  violations: number;
}

function collect(entries: [string, string][]): Map<string, string[]> {
  const byKey = new Map<string, string[]>();
  for (const [key, content] of entries) {
    byKey.set(key, [...(byKey.get(key) ?? []), content]);
  }
  return byKey;
}

/** A ticket as a person sees it: without the numbers that Jira gives, and without instants. */
function contentOf(issue: StandInIssue): string {
  const { fields, properties, status, resolution, comments } = issue;
  return JSON.stringify({
    fields,
    properties,
    status,
    resolution,
    comments: comments.map(({ author, body }) => ({ author, body })),
    links: issue.remoteLinks.map(({ globalId, object }) => ({
      globalId,
      object,
    })),
  });
}

/** Reads tickets and events from where they arrived, not from the product's own tables. */
export async function readOutcome(options: {
  issues: readonly StandInIssue[];
  events: EventTarget;
  status: Status;
  violations: number;
}): Promise<Outcome> {
  return {
    tickets: collect(
      options.issues.map(issue => [
        issue.fields.labels.find(label => /^patch-risk-/.test(label)) ??
          issue.key,
        contentOf(issue),
      ]),
    ),
    events: collect(
      (await options.events.read()).map(({ id, document }) => [
        id,
        // Instants of the product come from its clock, which stands still; the time of arrival does not.
        JSON.stringify(document, (name, value) =>
          name === 'ingested' ? undefined : value,
        ),
      ]),
    ),
    deadLetters: options.status.sinks.reduce((sum, sink) => sum + sink.dead, 0),
    violations: options.violations,
  };
}
