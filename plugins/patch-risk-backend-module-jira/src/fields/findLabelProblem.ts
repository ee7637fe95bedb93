/** Says why Jira would refuse a label, or nothing when it would take it. */
export function findLabelProblem(label: string): string | undefined {
  if (label === '') {
    return 'a label may not be empty.';
  }
  if (/\s/.test(label)) {
    return 'a label may hold no spaces; use a hyphen instead.';
  }
  return label.length > 255
    ? 'a label may hold 255 characters at most.'
    : undefined;
}
