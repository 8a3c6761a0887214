/** Fields of a Certificate's spec that would name somebody beside its one URI. */
export const otherNameFields = [
  'dnsNames',
  'ipAddresses',
  'emailAddresses',
  'otherNames',
  'literalSubject',
] as const;
