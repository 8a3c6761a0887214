import type { CertificateAttribute } from './certificate-attribute.ts';
import { isOfIssuer, isOfSubject, strangerValue } from './certificate-attribute.ts';
import type { NamedValues } from './policy-terms.ts';

/** Who a stranger is to a role. */
export interface StrangerKind {
  /**
   * What his certificate says: `unaware` of the policy; `fitting` its patterns, but none that it names; `labelled`
   * with any subject, but no alternative name that it names; `any`, since his own CA writes what he likes.
   */
  readonly names: 'unaware' | 'fitting' | 'labelled' | 'any';
  /**
   * The trust anchors of his CA: `any`; `unnamed` by the policy; `other` than those named, or, where none is, than the
   * one that the role is meant for.
   */
  readonly anchors: 'any' | 'unnamed' | 'other';
}

/** The values that an attribute of his certificate may have; undefined stands for its absence. */
export function valuesFor(
  { names }: StrangerKind,
  attribute: CertificateAttribute,
  tried: readonly string[],
  named: NamedValues,
): (string | undefined)[] {
  // A CA's name is as it is, or is chosen by whoever sets the CA up.
  if (names === 'any' || isOfIssuer(attribute)) return [undefined, ...tried];
  if (names === 'labelled' && isOfSubject(attribute)) return [undefined, ...tried];
  const values = names === 'unaware' ? [strangerValue(attribute)] : tried;
  const excluded = named.get(attribute);
  return [undefined, ...values.filter((value) => excluded?.has(value.toLowerCase()) !== true)];
}
