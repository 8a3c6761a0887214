import { annotationKey } from '../annotation-keys.ts';
import { certificateSecretName } from '../certificate-secret-name.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import type { FoundAnnotation } from './annotation-source.ts';

/** What begins so is kept for one ServiceAccount each. */
const reservedPrefix = certificateSecretName('');

/** Refuses a Secret that holds, or will hold, the identity of another ServiceAccount. */
export function foreignCertificate(
  asked: FoundAnnotation | undefined,
  serviceAccountName: string,
): InjectionNotice[] {
  const own = certificateSecretName(serviceAccountName);
  if (asked?.value.startsWith(reservedPrefix) !== true || asked.value === own) return [];
  return [
    notice(
      'IAMRA443',
      `${annotationKey.certificate} of ${asked.where} names Secret ${quote(asked.value)}, which is for the identity of another ServiceAccount than ${quote(serviceAccountName)}`,
    ),
  ];
}
