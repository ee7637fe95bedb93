import { statusBadge } from './boardPage';
import { ACCOUNTS } from './describeIssue';
import { escapeHtml } from './escapeHtml';
import type { StandInIssue, StandInProject } from './model';
import { pageLayout } from './pageLayout';
import { renderAdf } from './renderAdf';
import { availableTransitions } from './workflowOperations';

const FIELD_WORDS: Record<string, string> = { duedate: 'due date' };

function detail(term: string, html: string): string {
  return `<div><dt>${term}</dt><dd>${html}</dd></div>`;
}

function textOrNone(text: string | undefined): string {
  return text ? escapeHtml(text) : '<span class="muted">none</span>';
}

function details(issue: StandInIssue, project: StandInProject): string {
  const nameOf = (
    candidates: { id: string; name: string }[],
    id: string | undefined,
  ) => candidates.find(one => one.id === id)?.name;
  const components = project.components
    .filter(one => issue.fields.components.includes(one.id))
    .map(one => one.name);
  const links = issue.remoteLinks
    .filter(link => /^https?:\/\//i.test(link.object.url))
    .map(
      link =>
        `<a href="${escapeHtml(link.object.url)}" rel="noreferrer">${escapeHtml(
          link.object.title,
        )}</a>`,
    );
  return [
    detail('Status', statusBadge(issue, project)),
    ...(issue.resolution
      ? [
          detail(
            'Resolution',
            textOrNone(nameOf(project.resolutions, issue.resolution)),
          ),
        ]
      : []),
    detail('Due date', textOrNone(issue.fields.duedate)),
    detail(
      'Priority',
      textOrNone(nameOf(project.priorities, issue.fields.priority)),
    ),
    detail('Assignee', textOrNone(issue.fields.assignee)),
    detail(
      'Labels',
      issue.fields.labels
        .map(label => `<code>${escapeHtml(label)}</code>`)
        .join('<br>') || textOrNone(undefined),
    ),
    ...(components.length > 0
      ? [detail('Components', textOrNone(components.join(', ')))]
      : []),
    detail('Web links', links.join('<br>') || textOrNone(undefined)),
  ].join('');
}

function when(instant: string): string {
  return `<span class="muted">·</span> <time class="muted" datetime="${instant.replace(
    '+0000',
    'Z',
  )}">${instant.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

function history(issue: StandInIssue): string {
  const entries = [
    ...issue.comments.map(comment => ({
      at: comment.created,
      html: `<strong>${escapeHtml(
        ACCOUNTS[comment.author].displayName,
      )}</strong> commented ${when(comment.created)}${renderAdf(comment.body)}`,
    })),
    ...issue.changes.map(change => ({
      at: change.created,
      html: `<strong>${escapeHtml(
        ACCOUNTS[change.author].displayName,
      )}</strong> changed ${change.items
        .map(item =>
          item.field === 'status'
            ? `status from ${escapeHtml(
                item.fromString ?? 'none',
              )} to ${escapeHtml(
                Object.hasOwn(item, 'toString')
                  ? String(item.toString)
                  : 'none',
              )}`
            : escapeHtml(FIELD_WORDS[item.field] ?? item.field),
        )
        .join(', ')} ${when(change.created)}`,
    })),
  ].sort((left, right) => right.at.localeCompare(left.at));
  const created = `<li>Created ${when(issue.created)}</li>`;
  return `<ul class="plain">${entries
    .map(entry => `<li>${entry.html}</li>`)
    .join('')}${created}</ul>`;
}

/** One ticket, with a button for each transition, so that a person can close or reopen it. */
export function issuePage(
  issue: StandInIssue,
  project: StandInProject,
): string {
  const buttons = availableTransitions(issue, project)
    .map(
      transition =>
        `<button name="transition" value="${escapeHtml(
          transition.id,
        )}">${escapeHtml(transition.name)}</button>`,
    )
    .join('');
  return pageLayout({
    title: `${issue.key} ${issue.fields.summary}`,
    body: `<nav><p><a href="/">All tickets</a> <span class="muted">/ ${escapeHtml(
      issue.key,
    )}</span></p></nav>
<h1>${escapeHtml(issue.fields.summary)}</h1>
<div class="columns">
<div>
<section class="card document" aria-labelledby="description"><h2 id="description">Description</h2>${
      issue.fields.description
        ? renderAdf(issue.fields.description)
        : '<p class="muted">No description.</p>'
    }</section>
<section class="card" aria-labelledby="activity"><h2 id="activity">Activity</h2>${history(
      issue,
    )}</section>
</div>
<div>
<section class="card" aria-labelledby="move"><h2 id="move">Move to</h2>
<form method="post" action="/browse/${escapeHtml(
      issue.key,
    )}">${buttons}</form></section>
<section class="card" aria-labelledby="details"><h2 id="details">Details</h2><dl>${details(
      issue,
      project,
    )}</dl></section>
</div>
</div>`,
  });
}
