import { escapeHtml } from './escapeHtml';

const STYLE = `
:root { color-scheme: light dark; --page: #f4f5f7; --card: #ffffff; --text: #172b4d; --muted: #505f79; --line: #d5d9e0;
  --accent: #0052cc; --on-accent: #ffffff; --notice: #fff4d6; --on-notice: #5c3d00; --notice-line: #e0b252; --panel: #eef4ff;
  --new: #e3e7ee; --on-new: #2c3e5d; --indeterminate: #dcebff; --on-indeterminate: #053a80; --done: #d9f2e3; --on-done: #0b5133; --late: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #14171c; --card: #1d2229; --text: #e4e8ee; --muted: #a3aebd; --line: #39424f;
  --accent: #85b8ff; --on-accent: #10233f; --notice: #3a2f12; --on-notice: #ffe2a1; --notice-line: #7d6425; --panel: #1f2b3f;
  --new: #343d4b; --on-new: #dbe2ec; --indeterminate: #17375f; --on-indeterminate: #cde2ff; --done: #17402c; --on-done: #c4efd6; --late: #ff9c94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
.notice { background: var(--notice); color: var(--on-notice); border-bottom: 1px solid var(--notice-line); }
.notice p { margin: 0 auto; max-width: 1180px; padding: 8px 24px; }
main { max-width: 1180px; margin: 0 auto; padding: 24px; }
h1 { font-size: 24px; line-height: 1.3; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 28px 0 8px; } h3 { font-size: 16px; margin: 24px 0 8px; } h4 { font-size: 15px; margin: 16px 0 4px; }
p { margin: 0 0 8px; } a { color: var(--accent); }
a:focus-visible, button:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.muted { color: var(--muted); } .card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px; margin-top: 16px; }
.card > :first-child { margin-top: 0; } .flush { padding: 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } td > p, th > p, li > p { margin: 0; }
th, td { text-align: left; vertical-align: top; padding: 9px 14px; border-bottom: 1px solid var(--line); } tbody tr:last-child > * { border-bottom: 0; }
thead th { font-size: 13px; color: var(--muted); font-weight: 600; } .nowrap { white-space: nowrap; } .late { color: var(--late); font-weight: 600; }
.document .scroll { margin-bottom: 16px; } .card > :last-child { margin-bottom: 0; } time.muted { font-size: 13px; white-space: nowrap; }
.document table { border: 1px solid var(--line); } .document td { overflow-wrap: anywhere; } .document th { background: var(--page); }
.status { display: inline-block; border-radius: 4px; padding: 1px 8px; font-size: 13px; font-weight: 600; white-space: nowrap; }
.new { background: var(--new); color: var(--on-new); } .indeterminate { background: var(--indeterminate); color: var(--on-indeterminate); } .done { background: var(--done); color: var(--on-done); }
.panel { background: var(--panel); border-left: 4px solid var(--accent); border-radius: 4px; padding: 12px 16px; margin-bottom: 16px; } .panel p:last-child { margin: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 300px; gap: 16px; align-items: start; } .columns > * { min-width: 0; }
@media (max-width: 800px) { .columns { grid-template-columns: minmax(0, 1fr); } main { padding: 16px; } .columns > :last-child { order: -1; } }
@media (max-width: 600px) { .optional { display: none; } .nowrap.late { white-space: normal; } th, td { padding: 8px 10px; } .card { padding: 16px; } .card.flush { padding: 0; } }
dl { margin: 0; display: grid; gap: 12px; } dt { color: var(--muted); font-size: 13px; } dd { margin: 0; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; } code { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
button { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: 4px; padding: 6px 14px; cursor: pointer; }
button:hover { filter: brightness(1.12); } ul { padding-left: 22px; margin: 0 0 8px; } hr { border: 0; border-top: 1px solid var(--line); margin: 16px 0; }
.plain { list-style: none; padding: 0; margin: 0; } .plain li + li { margin-top: 12px; }
`;

/** A whole page around `body`, which is HTML already; says on every page that this is no Jira. */
export function pageLayout(options: { title: string; body: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(options.title)} · Jira stand-in</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header class="notice"><p><strong>Jira stand-in, not Atlassian Jira.</strong> It serves demos and tests of Patch Risk; nothing here reaches a real project.</p></header>
<main>
${options.body}
</main>
</body>
</html>
`;
}
