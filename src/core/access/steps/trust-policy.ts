import { parseArn } from '../../arn.ts';
import { explainTrustPolicy } from '../../iam/explain-trust-policy.ts';
import type { TrustDecision } from '../../iam/trust-decision.ts';
import { tryParsePolicy } from '../../iam/try-parse-policy.ts';
import { formatServiceAccountName } from '../../identity/service-account.ts';
import type { AccessRequest } from '../access-request.ts';
import type { AccessStep, StepVerdict } from '../access-step.ts';
import { giveRole } from '../give-role.ts';
import { presentedIdentity, presentedNames } from '../presented-names.ts';
import { rolesAnywhereRequest } from '../roles-anywhere-request.ts';
import { sessionTags } from '../session-tags.ts';
import { passed, refused, skipped } from '../step-verdicts.ts';
import { trustContext } from '../trust-context.ts';

/** What of the certificate the profile hands on; too little is told by the trust policy. */
export function judgeMapping({ certificate, profile }: AccessRequest): StepVerdict {
  if (profile.found === undefined) return skipped('there is no Roles Anywhere profile');
  const { tags, dropped } = sessionTags(
    presentedNames(certificate),
    profile.found.attributeMappings,
  );
  const pairs = Object.entries(tags).map(([key, value]) => `${key} = ${value}`);
  const lost = dropped.length === 0 ? '' : `; AWS drops ${dropped.join(', ')}`;
  return passed(`${pairs.length === 0 ? 'no session tag' : pairs.join(', ')}${lost}`);
}

/** Each condition of the role's trust policy. */
export function judgeTrustPolicy(
  request: AccessRequest,
): StepVerdict & Pick<AccessStep, 'statements'> {
  const { role } = request;
  if (role.found === undefined)
    return skipped('there is no role whose trust policy could be asked');
  if (request.profile.found === undefined) return skipped('there is no Roles Anywhere profile');
  const document = tryParsePolicy(role.found.trustPolicy);
  if (typeof document === 'string') return unclear(role.found.name, document);
  const explanation = explainTrustPolicy(document, rolesAnywhereRequest(contextOf(request)));
  const { decision, statements } = explanation;
  return { ...verdictOf(decision, request), statements };
}

function contextOf(request: AccessRequest): Record<string, readonly string[]> {
  const { certificate, trustAnchor, profile, sessionName } = request;
  const mappings = profile.found?.attributeMappings ?? [];
  const serialNumber = certificate.kind === 'issued' ? certificate.leaf.serialNumber : '';
  return trustContext({
    trustAnchorArn: trustAnchor.arn,
    account: parseArn(trustAnchor.arn)?.account ?? '',
    sessionName: sessionName ?? serialNumber,
    sourceIdentity: presentedIdentity(certificate),
    tags: sessionTags(presentedNames(certificate), mappings).tags,
  });
}

function verdictOf(decision: TrustDecision, request: AccessRequest): StepVerdict {
  const { name = '' } = request.role.found ?? {};
  switch (decision.outcome) {
    case 'allowed':
      return passed(`role ${name} trusts it`);
    case 'denied': {
      const detail = `role ${name} refuses ${decision.action}: ${decision.reason}`;
      const fix = decision.explicit
        ? `take the Deny back, or except the ServiceAccount in it: aws iam get-role --role-name ${name}`
        : (foreignCertificate(request) ?? giveRole(request));
      return refused('IAMRA414', detail, fix);
    }
    case 'unsupported':
      return unclear(name, decision.reason);
  }
}

/** What mends a certificate that names another ServiceAccount than the one that was asked about. */
function foreignCertificate({ account, certificate }: AccessRequest): string | undefined {
  const [uri] = presentedNames(certificate).alternativeNames.uri;
  const { namespace, name } = account;
  if (uri === undefined || uri.endsWith(`/ns/${namespace}/sa/${name}`)) return undefined;
  const who = formatServiceAccountName(account);
  return `the certificate is of ${uri}, not of ${who}: give one of ${who}, or ask about the ServiceAccount that it names`;
}

function unclear(role: string, reason: string): StepVerdict {
  return {
    outcome: 'unknown',
    detail: `what the trust policy of role ${role} says cannot be told: ${reason}`,
    code: 'IAMRA278',
    fix: 'try it: annotate a workload with the role, and ask iamra doctor',
  };
}
