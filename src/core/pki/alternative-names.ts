import { type DistinguishedName, distinguishedName } from './distinguished-name.ts';
import { Name, SubjectAlternativeNameExtension, type X509Certificate } from './x509.ts';

/** The subject alternative names that Roles Anywhere reads, in the order of the certificate. */
export interface AlternativeNames {
  readonly dns: readonly string[];
  readonly uri: readonly string[];
  readonly directoryNames: readonly DistinguishedName[];
}

export function alternativeNames(certificate: X509Certificate): AlternativeNames {
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.toJSON() ?? [];
  const valuesOf = (type: string): string[] =>
    names.filter((name) => name.type === type).map((name) => name.value);
  return {
    dns: valuesOf('dns'),
    uri: valuesOf('url'),
    directoryNames: valuesOf('dn').map((text) => distinguishedName(new Name(text).toJSON())),
  };
}
