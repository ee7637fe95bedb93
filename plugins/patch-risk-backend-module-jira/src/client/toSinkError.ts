import {
  RejectedError,
  RetryLaterError,
  UnknownOutcomeError,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { JiraHttpError } from './JiraHttpError';
import { JiraNetworkError } from './JiraNetworkError';

const CREDENTIALS_RETRY_MS = 60_000;

const REMEDIES: Record<number, string> = {
  400: 'Mend the named field in the project’s screens or in patchRisk.jira.',
  401: 'Check patchRisk.jira.email and patchRisk.jira.apiToken; API tokens expire.',
  403: 'Give the account the permission in the project’s permission scheme, or lift the CAPTCHA or IP restriction.',
  404: 'It was deleted, or the account may not see it: check the project’s permissions, patchRisk.jira.baseUrl and patchRisk.jira.projectKey.',
  409: 'Another change was under way; replay the delivery.',
  413: 'The ticket is too large; lower patchRisk.jira.maxDevices.',
};

function describe(error: JiraHttpError): string {
  const fields = Object.entries(error.fieldErrors).map(
    ([name, problem]) => `field ${name}: ${problem}`,
  );
  return [...error.messages, ...fields].join(' ');
}

function refusal(action: string, error: JiraHttpError): string {
  const remedy =
    error.status >= 300 && error.status < 400
      ? 'The address redirects; set patchRisk.jira.baseUrl to where it leads.'
      : REMEDIES[error.status] ?? 'See the README of the Jira module.';
  const said = describe(error);
  return `Jira refused to ${action} (status ${error.status})${
    said ? `: ${said}` : '.'
  } ${remedy}`;
}

/**
 * Turns what went wrong in a call into what the delivery worker acts upon. Our messages hold Jira's own words and never a
 * credential; the failure itself is not kept as cause, since its chain may hold the request.
 *
 * @param options - `action` completes "Jira refused to …"; `repeatable` says that sending the call twice does no harm.
 */
export function toSinkError(
  error: unknown,
  options: { action: string; repeatable: boolean },
): unknown {
  const { action, repeatable } = options;
  if (error instanceof JiraNetworkError) {
    if (!error.mayHaveArrived) {
      return new RetryLaterError(
        `Jira could not be reached to ${action} (${error.code}).`,
      );
    }
    return repeatable
      ? new RetryLaterError(
          `Jira gave no answer when asked to ${action} (${error.code}).`,
        )
      : new UnknownOutcomeError(
          `Jira gave no answer when asked to ${action} (${error.code}); it may have done it.`,
        );
  }
  if (!(error instanceof JiraHttpError)) {
    return error;
  }
  if (error.status === 429) {
    return new RetryLaterError(`Jira asks to slow down (${action}).`, {
      retryAfterMs: error.retryAfterMs,
    });
  }
  if (error.status >= 500) {
    const announced = error.status === 503 && error.retryAfterMs !== undefined;
    return repeatable || announced
      ? new RetryLaterError(
          `Jira failed to ${action} (status ${error.status}).`,
          { retryAfterMs: error.retryAfterMs },
        )
      : new UnknownOutcomeError(
          `Jira failed when asked to ${action} (status ${error.status}); it may have done it.`,
        );
  }
  if (error.status === 401 || error.status === 403) {
    // An expired token or a changed permission is mended by the admin; no ticket is the worse for waiting.
    return new RetryLaterError(refusal(action, error), {
      retryAfterMs: CREDENTIALS_RETRY_MS,
    });
  }
  return new RejectedError(refusal(action, error));
}
