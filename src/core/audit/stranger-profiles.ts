import type { AttributeMapping } from '../anywhere/profile.ts';
import type { AuditedRole } from './audited-role.ts';
import { type CertificateAttribute, isOfIssuer } from './certificate-attribute.ts';
import { commonNameAttribute } from './policy-terms.ts';
import type { StrangerProfile } from './stranger.ts';

/** The profiles that a stranger may ask through, those that are ready first: a profile is bound to no trust anchor. */
export function strangerProfiles(
  { profiles }: AuditedRole,
  attributes: readonly CertificateAttribute[],
): StrangerProfile[] {
  const existing = profiles.map(
    ({ arn, name, enabled, attributeMappings, acceptRoleSessionName }): StrangerProfile => ({
      arn,
      name,
      state: enabled ? 'enabled' : 'disabled',
      attributeMappings,
      acceptRoleSessionName,
    }),
  );
  const ready = existing.filter(({ state }) => state === 'enabled');
  const disabled = existing.filter(({ state }) => state === 'disabled');
  return [...ready, ...disabled, ...futureProfiles(attributes)];
}

/** Somebody may yet make one that lists the role, and maps whatever helps. */
function futureProfiles(attributes: readonly CertificateAttribute[]): StrangerProfile[] {
  const withoutIssuer = attributes.filter((attribute) => !isOfIssuer(attribute));
  const withoutName = (list: readonly CertificateAttribute[]): CertificateAttribute[] =>
    list.filter((attribute) => attribute !== commonNameAttribute);
  const choices = [
    attributes,
    withoutIssuer,
    withoutName(attributes),
    withoutName(withoutIssuer),
    [],
  ];
  const distinct = new Map(choices.map((choice) => [choice.join(), choice]));
  return [...distinct.values()].map((choice) => ({
    arn: undefined,
    name: 'a Roles Anywhere profile yet to be made',
    state: 'future',
    attributeMappings: mappingsOf(choice),
    acceptRoleSessionName: true,
  }));
}

/** The mappings that hand on these attributes and no others. */
function mappingsOf(attributes: readonly CertificateAttribute[]): AttributeMapping[] {
  const fields = ['x509Subject', 'x509SAN', 'x509Issuer'] as const;
  return fields.flatMap((certificateField) => {
    const prefix = `${certificateField}/`;
    const specifiers = attributes
      .filter((attribute) => attribute.startsWith(prefix))
      .map((attribute) => attribute.slice(prefix.length));
    return specifiers.length === 0 ? [] : [{ certificateField, specifiers }];
  });
}
