/**
 * Counts the tests of all reports.
 *
 * @param reports - Jest's JSON reports; `undefined` stands for a run that wrote none
 * @returns counts, names of skipped tests, and messages of files that did not run
 */
export function summarise(reports) {
  const summary = { passed: 0, failed: 0, skipped: [], broken: [] };
  for (const report of reports) {
    if (!report) {
      summary.failed += 1;
      summary.broken.push('A test runner ended without a report');
      continue;
    }
    summary.passed += report.numPassedTests;
    summary.failed += report.numFailedTests;
    for (const file of report.testResults) {
      if (file.status === 'failed' && file.assertionResults.length === 0) {
        summary.failed += 1;
        summary.broken.push(`${file.name}\n${file.message}`);
      }
      for (const test of file.assertionResults) {
        if (test.status === 'pending' || test.status === 'todo') {
          summary.skipped.push(test.fullName);
        }
      }
    }
  }
  return summary;
}
