import type { AttributeMapping } from '../anywhere/profile.ts';
import { type MappedNames, type PrincipalTags, principalTags } from '../pki/principal-tags.ts';

/** The session tags that a certificate gets through a Roles Anywhere profile. */
export function sessionTags(
  names: MappedNames,
  mappings: readonly AttributeMapping[],
): PrincipalTags {
  return principalTags(
    names,
    mappings.map(({ certificateField, specifiers }) => ({
      certificateField,
      mappingRules: specifiers.map((specifier) => ({ specifier })),
    })),
  );
}
