import { type RolesAnywhereProfile, wantedAttributeMappings } from '../anywhere/profile.ts';
import type { Check } from './check.ts';
import { type Finding, failure, warning } from './finding.ts';

/** The Roles Anywhere profiles in use are enabled, hand on what trust policies look at, and take session names. */
export const profiles: Check<'profiles'> = {
  name: 'profile',
  category: 'aws',
  title: 'The Roles Anywhere profile is enabled and hands on identities',
  codes: ['IAMRA225', 'IAMRA226', 'IAMRA228', 'IAMRA229'],
  needs: ['profiles'],
  judge: ({ profiles: found }) =>
    found.size === 0
      ? { skipped: 'no Roles Anywhere profile is named, neither in iamra.yaml nor in the cluster' }
      : {
          findings: [...found].flatMap(([arn, profile]) => judgeProfile(arn, profile)),
          detail: [...found.keys()].join(', '),
        },
};

export function judgeProfile(arn: string, profile: RolesAnywhereProfile | undefined): Finding[] {
  if (profile === undefined) {
    return [failure('IAMRA225', `AWS has no Roles Anywhere profile ${arn}.`)];
  }
  const subject = `Roles Anywhere profile ${profile.name}`;
  const findings = judgeMappings(profile, subject);
  if (!profile.enabled) {
    const enable = `aws rolesanywhere enable-profile --profile-id ${profile.id}`;
    findings.push(failure('IAMRA226', `${subject} is disabled.`, enable));
  }
  if (!profile.acceptRoleSessionName) {
    const message = `${subject} takes no session names (acceptRoleSessionName is false), and AWS refuses agents that send one.`;
    findings.push(failure('IAMRA229', message));
  }
  return findings;
}

function judgeMappings({ attributeMappings }: RolesAnywhereProfile, subject: string): Finding[] {
  const lacking = wantedAttributeMappings.filter(({ certificateField, specifiers }) => {
    const mapped = attributeMappings.find(
      (mapping) => mapping.certificateField === certificateField,
    );
    return !specifiers.every((wanted) => covers(mapped?.specifiers ?? [], wanted));
  });
  return lacking.map(({ certificateField, specifiers }) => {
    const message = `${subject} does not map ${certificateField} (${specifiers.join(', ')}) to session tags.`;
    // Roles are given by the URI; the names are for CloudTrail.
    const make = certificateField === 'x509SAN' ? failure : warning;
    return make('IAMRA228', message);
  });
}

function covers(specifiers: readonly string[], wanted: string): boolean {
  return specifiers.includes(wanted) || (wanted === 'CN' && specifiers.includes('*'));
}
