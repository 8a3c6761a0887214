import { parseArn } from '../../arn.ts';
import type { AccessRequest } from '../access-request.ts';
import type { StepVerdict } from '../access-step.ts';
import { giveRole } from '../give-role.ts';
import { sessionSeconds } from '../session-seconds.ts';
import { passed, refused, skipped } from '../step-verdicts.ts';

/** The role exists, in the account of the trust anchor. */
export function judgeRole(request: AccessRequest): StepVerdict {
  const { role, trustAnchor } = request;
  if (role.found !== undefined) return passed(`${role.found.name} exists`);
  const ours = parseArn(trustAnchor.arn)?.account ?? '';
  const account = parseArn(role.arn)?.account ?? '';
  if (account !== ours) {
    const detail = `${role.arn} is of account ${account}; Roles Anywhere issues sessions of its own account only, ${ours}`;
    return refused('IAMRA240', detail);
  }
  return refused('IAMRA231', `AWS has no role ${role.arn}`, giveRole(request));
}

/** The role allows sessions of that length. */
export function judgeDuration({ role, profile, durationSeconds }: AccessRequest): StepVerdict {
  if (role.found === undefined || profile.found === undefined) {
    return skipped('that needs both role and Roles Anywhere profile');
  }
  const { maxSessionDuration, name } = role.found;
  const { seconds, allowed } = sessionSeconds({
    requested: durationSeconds,
    profile: profile.found.durationSeconds,
    role: maxSessionDuration,
  });
  if (allowed) return passed(`${seconds} s; the role allows ${maxSessionDuration} s`);
  return refused(
    'IAMRA415',
    `role ${name} allows sessions of ${maxSessionDuration} s, and ${seconds} s are asked for`,
    `aws iam update-role --role-name ${name} --max-session-duration ${seconds}`,
  );
}
