import type { DistinguishedName } from '../pki/distinguished-name.ts';
import type { MappedNames } from '../pki/principal-tags.ts';
import type { TextLimits } from './possible-values.ts';

/** A part of a certificate that a profile can map, by the key of its session tag: `x509Subject/CN`, `x509SAN/URI`. */
export type CertificateAttribute = string;

const relativeNames = [
  ...['CN', 'O', 'OU', 'C', 'L', 'ST', 'DC', 'E', 'G', 'I', 'SN', 'T'],
  ...['UID', 'SERIALNUMBER', 'STREET', 'DNQUALIFIER', 'PSEUDONYM'],
];

const attributes = new Map(
  [
    'x509SAN/DNS',
    'x509SAN/URI',
    ...['x509Subject', 'x509Issuer', 'x509SAN/Name'].flatMap((field) =>
      relativeNames.map((name) => `${field}/${name}`),
    ),
  ].map((key) => [key.toLowerCase(), key]),
);

/** The attribute that a session tag is of; undefined for tags that no certificate gives. */
export function attributeOfTag(tag: string): CertificateAttribute | undefined {
  return attributes.get(tag.toLowerCase());
}

/** The attribute that a condition key shows: `aws:PrincipalTag/x509SAN/URI`, or of RequestTag. */
export function attributeOfKey(key: string): CertificateAttribute | undefined {
  const [, tag] = /^aws:(?:principal|request)tag\/(.+)$/i.exec(key) ?? [];
  return tag === undefined ? undefined : attributeOfTag(tag);
}

/** Whether whoever asks for a certificate has no say in it: the name of the CA. */
export function isOfIssuer(attribute: CertificateAttribute): boolean {
  return attribute.startsWith('x509Issuer/');
}

/** Whether a CA hands it out as it is asked for: names in the subject are labels, not authorities. */
export function isOfSubject(attribute: CertificateAttribute): boolean {
  return attribute.startsWith('x509Subject/');
}

/** What a certificate has that was issued to somebody of whom the policy knows nothing. */
export function strangerValue(attribute: CertificateAttribute): string {
  switch (attribute) {
    case 'x509SAN/URI':
      return 'spiffe://stranger.example/ns/stranger/sa/stranger';
    case 'x509SAN/DNS':
      return 'stranger.example';
    default:
      return 'stranger';
  }
}

const tagCharacter = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]$/u;
// An IA5String, and no space in URIs and host names.
const plainCharacter = /^[A-Za-z0-9_.:/=+\-@]$/;

/** Which values can become a session tag. */
export function limitsOf(attribute: CertificateAttribute): TextLimits {
  const isPlain = attribute === 'x509SAN/URI' || attribute === 'x509SAN/DNS';
  const alphabet = isPlain ? plainCharacter : tagCharacter;
  return { alphabet, minimumLength: 1, maximumLength: 256 };
}

/** Without a short name it becomes no session tag; AWS takes no empty subject. */
export const unmappedName = { type: '2.5.4.97', value: 'stranger' };

/** The names of a certificate with these attributes. */
export function certificateNames(values: ReadonlyMap<CertificateAttribute, string>): MappedNames {
  const subject = nameOf(values, 'x509Subject');
  const directoryName = nameOf(values, 'x509SAN/Name');
  const listed = (attribute: string): string[] => {
    const value = values.get(attribute);
    return value === undefined ? [] : [value];
  };
  return {
    subject: subject.length === 0 ? [unmappedName] : subject,
    issuer: nameOf(values, 'x509Issuer'),
    alternativeNames: {
      dns: listed('x509SAN/DNS'),
      uri: listed('x509SAN/URI'),
      directoryNames: directoryName.length === 0 ? [] : [directoryName],
    },
  };
}

function nameOf(
  values: ReadonlyMap<CertificateAttribute, string>,
  field: string,
): DistinguishedName {
  return relativeNames.flatMap((type) => {
    const value = values.get(`${field}/${type}`);
    return value === undefined ? [] : [{ type, value }];
  });
}
