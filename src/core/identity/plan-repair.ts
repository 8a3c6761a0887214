import { covers } from '../injection/covers.ts';
import type { CertificateObject } from './certificate-object.ts';
import { otherNameFields } from './other-name-fields.ts';
import type { ExistingCertificate } from './plan-certificate.ts';

/** What makes a Certificate of ours right again. */
export interface Repair {
  /** `spec.uris`, `metadata.labels` */
  readonly fields: readonly string[];
  /** Those of them that iamra never sets, so that others have. */
  readonly surplus: readonly string[];
  /** A merge patch: null takes a field away. */
  readonly patch: {
    readonly metadata: Pick<CertificateObject['metadata'], 'labels'>;
    readonly spec: Fields;
  };
}

type Fields = Readonly<Record<string, unknown>>;

// What a certificate would say beside its identity, and where its key would go beside its Secret.
const unwantedFields: readonly string[] = [
  ...otherNameFields,
  ...['isCA', 'nameConstraints'],
  ...['secretTemplate', 'keystores', 'additionalOutputFormats'],
];

/** Compares a Certificate with what it should be; undefined where nothing of it matters. */
export function planRepair(
  { metadata, spec }: ExistingCertificate,
  wanted: CertificateObject,
): Repair | undefined {
  const actual = fieldsOf(spec);
  const changed = Object.keys(wanted.spec).filter(
    (name) => !covers(actual[name], wanted.spec[name]),
  );
  const unwanted = setFields(actual, (name) => unwantedFields.includes(name));
  const wantedSubject = fieldsOf(wanted.spec['subject']);
  const subject = setFields(fieldsOf(actual['subject']), (name) => !(name in wantedSubject));
  const surplus = [
    ...unwanted.map((name) => `spec.${name}`),
    ...subject.map((name) => `spec.subject.${name}`),
  ];
  const fields = [
    ...(covers(metadata.labels ?? {}, wanted.metadata.labels) ? [] : ['metadata.labels']),
    ...changed.map((name) => `spec.${name}`),
    ...surplus,
  ];
  if (fields.length === 0) return undefined;
  const patch = {
    metadata: { labels: wanted.metadata.labels },
    spec: {
      ...wanted.spec,
      ...removed(unwanted),
      subject: { ...wantedSubject, ...removed(subject) },
    },
  };
  return { fields, surplus, patch };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function setFields(fields: Fields, isMeant: (name: string) => boolean): string[] {
  return Object.keys(fields).filter((name) => isMeant(name) && isSet(fields[name]));
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}

function removed(names: readonly string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]));
}
