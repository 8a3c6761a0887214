import type { Role } from '../../anywhere/role.ts';
import type { AwsObservation, InitObservation, InitTarget } from './init-target.ts';

/** What a person should know and no step mends. */
export function planWarnings(target: InitTarget, observed: InitObservation): string[] {
  return [
    ...observed.duplicates.map(
      ({ what, arn }) =>
        `${arn} also carries the name and tag of this cluster's ${what}; the one in iamra.yaml is kept. Remove the other: ${removal(target, what, arn)}`,
    ),
    ...shortRoles(target, observed).map((role) => shortRole(role, target)),
  ];
}

function removal({ region }: InitTarget, what: string, arn: string): string {
  const id = arn.split('/').at(-1) ?? arn;
  const call =
    what === 'trust anchor'
      ? `delete-trust-anchor --trust-anchor-id ${id}`
      : `delete-profile --profile-id ${id}`;
  return `aws rolesanywhere ${call} --region ${region}`;
}

/** Adopted roles that allow only shorter sessions: AWS would refuse every one of them. */
export function shortRoles({ roles, profile }: InitTarget, observed: AwsObservation): Role[] {
  const adopted = roles.filter((role) => role.adopted).map(({ name }) => name);
  return observed.roles
    .map(({ role }) => role)
    .filter(({ name }) => adopted.includes(name))
    .filter(({ maxSessionDuration }) => maxSessionDuration < profile.durationSeconds);
}

function shortRole({ name, maxSessionDuration }: Role, { profile }: InitTarget): string {
  const { durationSeconds } = profile;
  return `Adopted role ${name} allows sessions of ${maxSessionDuration} s, and the Roles Anywhere profile gives ${durationSeconds} s: AWS refuses them. Lengthen them: aws iam update-role --role-name ${name} --max-session-duration ${durationSeconds}`;
}
