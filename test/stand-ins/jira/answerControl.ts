import { findDuplicates } from './findDuplicates';
import type { JiraStandIn } from './JiraStandIn';
import { asRecord } from './requests';

/**
 * The stand-in's own switches, which no Jira has: `faults` (GET, POST, DELETE), `journal`, `violations`, `duplicates`,
 * `health` (GET).
 */
export async function answerControl(
  standIn: JiraStandIn,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  const call = `${request.method} ${url.pathname.replace('/__stand-in/', '')}`;
  switch (call) {
    case 'GET health':
      return Response.json({
        standIn: true,
        contractChecked: standIn.contract.available,
        issues: standIn.store.all().length,
      });
    case 'GET violations':
      return Response.json({
        contractChecked: standIn.contract.available,
        violations: standIn.violations,
      });
    case 'GET journal':
      return Response.json(standIn.journal);
    case 'GET duplicates':
      return Response.json(findDuplicates(standIn));
    case 'GET faults':
      return Response.json(standIn.faults.settings);
    case 'POST faults':
      try {
        return Response.json(
          standIn.faults.set(asRecord(await request.json())),
        );
      } catch (error) {
        return Response.json(
          { error: (error as Error).message },
          { status: 400 },
        );
      }
    case 'DELETE faults':
      standIn.faults.reset();
      return Response.json(standIn.faults.settings);
    default:
      return Response.json(
        { error: `The stand-in has no ${call}.` },
        { status: 404 },
      );
  }
}
