import type { AttributeField, AttributeMapping } from './attribute-mapping.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import type { DistinguishedName } from './distinguished-name.ts';

/** The session tags of a certificate, and those that STS would not take. */
export interface PrincipalTags {
  /** By key, such as `x509SAN/URI`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Keys whose values are over 256 characters or outside the alphabet of tags. */
  readonly dropped: readonly string[];
}

/** What of a certificate can become session tags. */
export type MappedNames = Pick<CertificateFacts, 'subject' | 'issuer' | 'alternativeNames'>;

/**
 * The session tags that a certificate gets through a profile's attribute mappings.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/attribute-mapping.html
 */
export function principalTags(
  certificate: MappedNames,
  mappings: readonly AttributeMapping[],
): PrincipalTags {
  const mapped = mappings.flatMap(({ certificateField, mappingRules }) =>
    mappingRules.flatMap(({ specifier }) => mapRule(certificate, certificateField, specifier)),
  );
  return {
    tags: Object.fromEntries(mapped.filter(([, value]) => isTagValue(value))),
    dropped: mapped.filter(([, value]) => !isTagValue(value)).map(([key]) => key),
  };
}

type Tag = readonly [key: string, value: string];

function mapRule(certificate: MappedNames, field: AttributeField, specifier: string): Tag[] {
  switch (field) {
    case 'x509Subject':
      return nameTags('x509Subject', certificate.subject, specifier);
    case 'x509Issuer':
      return nameTags('x509Issuer', certificate.issuer, specifier);
    case 'x509SAN':
      return alternativeNameTags(certificate, specifier);
  }
}

/** Only the first alternative name of each kind counts. */
function alternativeNameTags({ alternativeNames }: MappedNames, specifier: string): Tag[] {
  const { dns, uri, directoryNames } = alternativeNames;
  if (specifier === 'DNS') return firstAs('x509SAN/DNS', dns);
  if (specifier === 'URI') return firstAs('x509SAN/URI', uri);
  return nameTags('x509SAN/Name', directoryNames[0] ?? [], specifier.replace(/^Name\//, ''));
}

function firstAs(key: string, values: readonly string[]): Tag[] {
  return values.slice(0, 1).map((value) => [key, value]);
}

function nameTags(prefix: string, name: DistinguishedName, specifier: string): Tag[] {
  const types = new Set(name.map(({ type }) => type));
  return [...types]
    .filter((type) => isShortName(type) && (specifier === '*' || specifier === type))
    .map((type) => [`${prefix}/${type}`, valuesOf(name, type).join('/')]);
}

function valuesOf(name: DistinguishedName, wanted: string): string[] {
  return name.filter(({ type }) => type === wanted).map(({ value }) => value);
}

// AWS maps the attributes that it recognizes; an object identifier has no name there.
function isShortName(type: string): boolean {
  return /^[A-Za-z]/.test(type);
}

const maximumLength = 256;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
function isTagValue(value: string): boolean {
  return value.length <= maximumLength && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value);
}
