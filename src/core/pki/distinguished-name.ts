import type { JsonName } from './x509.ts';

/** One attribute of a distinguished name, by its short name (CN, O, OU, …). */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** A distinguished name, most significant attribute first as the certificate has it. */
export type DistinguishedName = readonly NameAttribute[];

// Those that the library leaves as object identifiers, by their names in RFC 4519.
const shortNames: Readonly<Record<string, string>> = {
  '0.9.2342.19200300.100.1.1': 'UID',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.9': 'STREET',
  '2.5.4.46': 'DNQUALIFIER',
  '2.5.4.65': 'PSEUDONYM',
};

/** The attributes of a name, one entry for each value. */
export function distinguishedName(name: JsonName): DistinguishedName {
  return name.flatMap((relative) =>
    Object.entries(relative).flatMap(([type, values]) =>
      values.map((value) => ({ type: shortNames[type] ?? type, value })),
    ),
  );
}

/** `CN=web,O=demo`: what logs and AWS's subjects show. */
export function formatDistinguishedName(name: DistinguishedName): string {
  return name.map(({ type, value }) => `${type}=${value.replace(/[,\\]/g, '\\$&')}`).join(',');
}
