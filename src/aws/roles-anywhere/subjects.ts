import {
  GetSubjectCommand,
  paginateListSubjects,
  type RolesAnywhereClient,
  type SubjectDetail,
  type SubjectSummary,
} from '@aws-sdk/client-rolesanywhere';
import type { Subject } from '../../core/anywhere/subject.ts';
import { callAws } from '../aws-error.ts';
import type { Subjects } from '../roles-anywhere.ts';
import { unlessMissing } from './unless-missing.ts';

/** The calls about who has asked for sessions. */
export function subjectCalls(client: RolesAnywhereClient): Subjects {
  return {
    listSubjects: () =>
      callAws('ListSubjects', async () => {
        const found: Subject[] = [];
        for await (const page of paginateListSubjects({ client }, {})) {
          found.push(...(page.subjects ?? []).map(parse));
        }
        return found;
      }),
    getSubject: (subjectId) =>
      unlessMissing(() =>
        callAws('GetSubject', async () => {
          const { subject } = await client.send(new GetSubjectCommand({ subjectId }));
          return parse(subject ?? {});
        }),
      ),
  };
}

function parse(detail: SubjectDetail & SubjectSummary): Subject {
  return {
    arn: detail.subjectArn ?? '',
    id: detail.subjectId ?? '',
    x509Subject: detail.x509Subject ?? '',
    enabled: detail.enabled ?? false,
    lastSeenAt: detail.lastSeenAt,
    credentials: (detail.credentials ?? []).map((credential) => ({
      serialNumber: credential.serialNumber ?? '',
      issuer: credential.issuer ?? '',
      certificatePem: credential.x509CertificateData,
      seenAt: credential.seenAt,
      failed: credential.failed ?? false,
    })),
  };
}
