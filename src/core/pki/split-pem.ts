const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM bundle, one text each; other blocks and text are left out. */
export function splitPem(bundle: string): string[] {
  return bundle.match(certificateBlock) ?? [];
}
