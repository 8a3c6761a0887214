import type { RuleProblem } from '../../../src/core/rules/rule-problem.ts';
import { formatPath } from '../../../src/core/rules/validate/field-path.ts';
import { type Admission, longestMessage, reviewOf } from '../admission/admission.ts';
import type { AdmissionRequest, StatusDetails } from '../admission/admission-review.ts';
import { noticeText } from '../admission/notice-text.ts';
import { oneLine } from '../admission/one-line.ts';

type Cause = StatusDetails['causes'][number];

// As many as anybody reads at once; the rest shows when these are mended.
const mostCauses = 30;

/** Refuses a rule as API servers refuse what is invalid: kubectl shows a line for each field. */
export function refuseRule(request: AdmissionRequest, problems: readonly RuleProblem[]): Admission {
  const { uid, name = '' } = request;
  const kind = request.resource.startsWith('cluster') ? 'ClusterInjectionRule' : 'InjectionRule';
  const causes = problems.slice(0, mostCauses).map(causeOf);
  const list = causes.map(({ field, message }) => `${field}: ${message}`).join('; ');
  const message = oneLine(`${kind} "${name}" is invalid: ${list}`, longestMessage);
  const details = { group: 'iamra.dev', kind, name, causes };
  return {
    review: reviewOf({
      uid,
      allowed: false,
      status: { code: 422, reason: 'Invalid', message, details },
    }),
    outcome: 'refused',
    reason: problems[0]?.code ?? 'none',
    warnings: [],
  };
}

function causeOf(problem: RuleProblem): Cause {
  const message = oneLine(noticeText(problem), longestMessage);
  return { reason: 'FieldValueInvalid', message, field: formatPath(problem.path) };
}
