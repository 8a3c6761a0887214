import type { Subject } from '../../core/anywhere/subject.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { CertificateFacts } from '../../core/pki/certificate-facts.ts';
import { mapConcurrently } from '../doctor/gather/map-concurrently.ts';
import type { SeenByAws } from './ask-aws.ts';
import type { SubjectResult } from './identity-result.ts';

// The control plane takes about one request a second.
const atOnce = 2;

interface ShownSubjects {
  readonly subjects: readonly SubjectResult[];
  readonly warnings: readonly string[];
}

/** The subjects with what became of this certificate; the listed ones where GetSubject is refused. */
export async function shownSubjects(
  listed: readonly Subject[],
  getSubject: SeenByAws['getSubject'],
  leaf: CertificateFacts | undefined,
): Promise<ShownSubjects> {
  const warnings = new Set<string>();
  const subjects = await mapConcurrently(listed, atOnce, async (subject) => {
    try {
      const whole = await getSubject(subject.id);
      return subjectResult(whole ?? subject, whole && leaf);
    } catch (error) {
      if (!IamraError.is(error)) throw error;
      warnings.add(`Which certificates AWS saw is not known: ${error.code} ${error.message}`);
      return subjectResult(subject, undefined);
    }
  });
  return { subjects, warnings: [...warnings] };
}

function subjectResult(subject: Subject, leaf: CertificateFacts | undefined): SubjectResult {
  const { arn, enabled, lastSeenAt } = subject;
  return {
    arn,
    enabled,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    issued: leaf === undefined ? null : seenOf(subject, leaf),
  };
}

function seenOf(
  { credentials }: Subject,
  leaf: CertificateFacts,
): NonNullable<SubjectResult['issued']> {
  const serialNumber = BigInt(`0x${leaf.serialNumber}`).toString();
  const found = credentials.find((seen) => seen.serialNumber === serialNumber);
  if (found === undefined) return { seen: false };
  return { seen: true, seenAt: found.seenAt?.toISOString() ?? null, failed: found.failed };
}
