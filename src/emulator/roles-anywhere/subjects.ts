import type { SubjectRecord } from '../state.ts';
import { listPage } from './list-page.ts';
import type { Operation } from './operation.ts';
import { findResource } from './resources.ts';

export const listSubjects: Operation = (input, context) => {
  const { items, nextToken } = listPage(context.account.state.subjects, input, context);
  return { subjects: items.map(subjectSummary), nextToken };
};

export const getSubject: Operation = ({ id }, { account }) => {
  const record = findResource(account.state.subjects, id, 'Subject', account);
  return {
    subject: {
      ...subjectSummary(record),
      credentials: record.credentials.map(({ certificate, ...rest }) => ({
        ...rest,
        x509CertificateData: certificate,
      })),
      instanceProperties: [],
    },
  };
};

function subjectSummary(record: SubjectRecord): object {
  return {
    subjectId: record.id,
    subjectArn: record.arn,
    x509Subject: record.x509Subject,
    enabled: record.enabled,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    lastSeenAt: record.lastSeenAt,
  };
}
