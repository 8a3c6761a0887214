/** The certificate fields that a Roles Anywhere profile maps to session tags. */
export const attributeFields = ['x509Subject', 'x509Issuer', 'x509SAN'] as const;

export type AttributeField = (typeof attributeFields)[number];

/** Which parts of one certificate field become session tags. */
export interface AttributeMapping {
  readonly certificateField: AttributeField;
  readonly mappingRules: ReadonlyArray<{ readonly specifier: string }>;
}

const attributeSpecifier = /^(\*|[A-Za-z0-9.]+)$/;
const alternativeNameSpecifier = /^(DNS|URI|Name(\/(\*|[A-Za-z0-9.]+)?)?)$/;

/**
 * Says whether a specifier fits the field.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/attribute-mapping.html
 */
export function isSpecifier(field: AttributeField, specifier: string): boolean {
  return (field === 'x509SAN' ? alternativeNameSpecifier : attributeSpecifier).test(specifier);
}

/** A specifier as AWS shows it: `Name` and `Name/` mean `Name/*`. */
export function normalSpecifier(field: AttributeField, specifier: string): string {
  return field === 'x509SAN' && /^Name\/?$/.test(specifier) ? 'Name/*' : specifier;
}
