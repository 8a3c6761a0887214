import { parseArn } from '../../arn.ts';
import type { AccessRequest } from '../access-request.ts';
import type { StepVerdict } from '../access-step.ts';
import { giveRole } from '../give-role.ts';
import { passed, refused, skipped } from '../step-verdicts.ts';

const noProfile = skipped('there is no Roles Anywhere profile');

/** The Roles Anywhere profile exists, where the trust anchor is, and is enabled. */
export function judgeProfile({ profile, trustAnchor }: AccessRequest): StepVerdict {
  const { arn, found } = profile;
  if (found === undefined) {
    return refused('IAMRA412', `AWS has no Roles Anywhere profile ${arn}`, 'iamra init');
  }
  const region = parseArn(trustAnchor.arn)?.region ?? '';
  if (parseArn(arn)?.region !== region) {
    const detail = `Roles Anywhere profile ${arn} is not in ${region}, where the trust anchor is`;
    return refused('IAMRA412', detail);
  }
  if (found.enabled) return passed(`${found.name} is enabled`);
  return refused(
    'IAMRA412',
    `Roles Anywhere profile ${found.name} is disabled`,
    `iamra init, or: aws rolesanywhere enable-profile --profile-id ${found.id}`,
  );
}

/** The profile lists the role. */
export function judgeProfileRole(request: AccessRequest): StepVerdict {
  const { found } = request.profile;
  const { arn } = request.role;
  if (found === undefined) return noProfile;
  if (found.roleArns.includes(arn)) return passed(`${found.name} lists ${arn}`);
  const detail = `Roles Anywhere profile ${found.name} does not list ${arn}`;
  return refused('IAMRA413', detail, giveRole(request));
}

/** The profile takes the session name, if there is one. */
export function judgeSessionName({ profile: { found }, sessionName }: AccessRequest): StepVerdict {
  if (found === undefined) return noProfile;
  if (sessionName === undefined) return passed('none is asked for');
  if (found.acceptRoleSessionName) return passed(`${found.name} takes session names`);
  const detail = `Roles Anywhere profile ${found.name} takes no session names, and agents send one`;
  return refused(
    'IAMRA416',
    detail,
    `iamra init, or: aws rolesanywhere update-profile --profile-id ${found.id} --accept-role-session-name`,
  );
}
