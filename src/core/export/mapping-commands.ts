import { wantedAttributeMappings } from '../anywhere/profile.ts';

/** The AWS CLI’s commands that set the attribute mappings of a Roles Anywhere profile. */
export function mappingCommands(region: string, profileId: string): string[] {
  return wantedAttributeMappings.map(({ certificateField, specifiers }) => {
    const rules = specifiers.map((specifier) => `specifier=${specifier}`).join(' ');
    return `aws rolesanywhere put-attribute-mapping --region ${region} --profile-id ${profileId} --certificate-field ${certificateField} --mapping-rules ${rules}`;
  });
}
