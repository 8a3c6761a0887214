import * as z from 'zod';
import { trustAnchorProblems } from '../../core/pki/check-trust-anchor-certificate.ts';
import type { TrustAnchorRecord } from '../state.ts';
import * as fields from './fields.ts';
import { listPage } from './list-page.ts';
import {
  applyNotificationSettings,
  defaultNotificationSettings,
  notificationSettings,
} from './notification-setting.ts';
import type { Operation, OperationContext, OperationInput } from './operation.ts';
import { parseInput } from './parse-input.ts';
import { checkQuota, findResource, newResource, removeResource, tagsFrom } from './resources.ts';
import { ServiceError } from './service-error.ts';

const kind = 'Trust anchor';
const quota = 50;

const source = z.object({
  sourceType: z.literal(
    'CERTIFICATE_BUNDLE',
    'Member must be CERTIFICATE_BUNDLE, the one kind of source that the emulator takes',
  ),
  sourceData: z.object({ x509CertificateData: z.string().min(1).max(8000) }),
});

const createInput = z.object({
  name: fields.name,
  source,
  enabled: z.boolean().default(false),
  notificationSettings: notificationSettings.default([]),
  tags: fields.tags.default([]),
});

const updateInput = z.object({ name: fields.name.optional(), source: source.optional() });

export const createTrustAnchor: Operation = ({ body }, { account }) => {
  const input = parseInput(createInput, body);
  const { trustAnchors } = account.state;
  checkQuota(trustAnchors, quota, 'trust anchors', account);
  const certificates = acceptedCertificates(input.source, account.now());
  const record: TrustAnchorRecord = {
    ...newResource('trust-anchor', account),
    name: input.name,
    enabled: input.enabled,
    certificates,
    notificationSettings: applyNotificationSettings(
      defaultNotificationSettings(),
      input.notificationSettings,
    ),
    tags: tagsFrom(input.tags),
  };
  trustAnchors.push(record);
  return { trustAnchor: trustAnchorDetail(record) };
};

export const listTrustAnchors: Operation = (input, context) => {
  const { items, nextToken } = listPage(context.account.state.trustAnchors, input, context);
  return { trustAnchors: items.map(trustAnchorDetail), nextToken };
};

export const getTrustAnchor: Operation = (input, context) => ({
  trustAnchor: trustAnchorDetail(find(input, context)),
});

export const updateTrustAnchor: Operation = (input, context) => {
  const record = find(input, context);
  const change = parseInput(updateInput, input.body);
  if (change.source !== undefined) {
    record.certificates = acceptedCertificates(change.source, context.account.now());
  }
  record.name = change.name ?? record.name;
  return { trustAnchor: trustAnchorDetail(touch(record, context)) };
};

export const deleteTrustAnchor: Operation = ({ id }, { account }) => {
  const record = removeResource(account.state.trustAnchors, id, kind, account);
  return { trustAnchor: trustAnchorDetail(record) };
};

export const enableTrustAnchor: Operation = (input, context) => setEnabled(input, context, true);

export const disableTrustAnchor: Operation = (input, context) => setEnabled(input, context, false);

function setEnabled(input: OperationInput, context: OperationContext, enabled: boolean): object {
  const record = find(input, context);
  record.enabled = enabled;
  return { trustAnchor: trustAnchorDetail(touch(record, context)) };
}

function find({ id }: OperationInput, { account }: OperationContext): TrustAnchorRecord {
  return findResource(account.state.trustAnchors, id, kind, account);
}

function touch(record: TrustAnchorRecord, { account }: OperationContext): TrustAnchorRecord {
  record.updatedAt = account.now().toISOString();
  return record;
}

function acceptedCertificates({ sourceData }: z.infer<typeof source>, now: Date): string {
  const certificates = sourceData.x509CertificateData;
  const [problem] = trustAnchorProblems(certificates, now);
  if (problem === undefined) return certificates;
  const message = messages[problem.rule] ?? problem.message;
  throw new ServiceError('ValidationException', message, problem.message);
}

/** The words of AWS, as far as they are known. */
const messages: Partial<Record<string, string>> = {
  'basic-constraints': 'Incorrect basic constraints for CA certificate',
};

/** A trust anchor as the API shows it. */
export function trustAnchorDetail(record: TrustAnchorRecord): object {
  return {
    trustAnchorId: record.id,
    trustAnchorArn: record.arn,
    name: record.name,
    enabled: record.enabled,
    source: {
      sourceType: 'CERTIFICATE_BUNDLE',
      sourceData: { x509CertificateData: record.certificates },
    },
    notificationSettings: record.notificationSettings,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}
