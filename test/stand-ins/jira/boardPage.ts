import { escapeHtml } from './escapeHtml';
import type { IssueStore } from './IssueStore';
import type { StandInIssue, StandInProject } from './model';
import { pageLayout } from './pageLayout';

const CATEGORY_ORDER = { indeterminate: 0, new: 1, done: 2 };

/** The status of an issue as a small coloured word. */
export function statusBadge(
  issue: StandInIssue,
  project: StandInProject,
): string {
  const status = project.statuses.find(one => one.id === issue.status);
  return `<span class="status ${status?.category}">${escapeHtml(
    status?.name ?? '',
  )}</span>`;
}

function row(
  issue: StandInIssue,
  project: StandInProject,
  today: string,
): string {
  const priority = project.priorities.find(
    one => one.id === issue.fields.priority,
  );
  const done =
    project.statuses.find(one => one.id === issue.status)?.category === 'done';
  const due = issue.fields.duedate;
  const late = due !== undefined && due < today && !done;
  return `<tr>
<td class="nowrap"><a href="/browse/${escapeHtml(issue.key)}">${escapeHtml(
    issue.key,
  )}</a></td>
<td>${escapeHtml(issue.fields.summary)}</td>
<td class="nowrap${late ? ' late' : ''}">${
    due
      ? `<time datetime="${escapeHtml(due)}">${escapeHtml(due)}</time>`
      : '<span class="muted">none</span>'
  }${late ? ' · overdue' : ''}</td>
<td class="nowrap optional">${
    priority ? escapeHtml(priority.name) : '<span class="muted">none</span>'
  }</td>
<td>${statusBadge(issue, project)}</td>
</tr>`;
}

function countText(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function section(store: IssueStore, project: StandInProject): string {
  const today = store.timestamp().slice(0, 10);
  const categoryOf = (issue: StandInIssue) =>
    project.statuses.find(one => one.id === issue.status)?.category ?? 'new';
  const issues = store
    .all()
    .filter(issue => issue.projectKey === project.key)
    .sort(
      (left, right) =>
        CATEGORY_ORDER[categoryOf(left)] - CATEGORY_ORDER[categoryOf(right)] ||
        (left.fields.duedate ?? '9').localeCompare(
          right.fields.duedate ?? '9',
        ) ||
        Number(left.id) - Number(right.id),
    );
  const done = issues.filter(issue => categoryOf(issue) === 'done').length;
  const heading = `<h1>${escapeHtml(project.name)}</h1>
<p class="muted">Project ${escapeHtml(project.key)} · ${countText(
    issues.length,
    'ticket',
    'tickets',
  )}, ${issues.length - done} open, ${done} done</p>`;
  if (issues.length === 0) {
    return `${heading}<div class="card"><p>No tickets yet. Patch Risk creates one for each remediation task on its next sync.</p></div>`;
  }
  return `${heading}
<div class="card flush scroll" tabindex="0" role="region" aria-label="Tickets of ${escapeHtml(
    project.key,
  )}"><table>
<thead><tr><th scope="col">Key</th><th scope="col">Summary</th><th scope="col">Due date</th><th scope="col" class="optional">Priority</th><th scope="col">Status</th></tr></thead>
<tbody>${issues.map(issue => row(issue, project, today)).join('\n')}</tbody>
</table></div>`;
}

/** All tickets with due date, priority and status, the ones to work on first. */
export function boardPage(store: IssueStore): string {
  return pageLayout({
    title: 'Tickets',
    body: store.projects.map(project => section(store, project)).join('\n'),
  });
}
