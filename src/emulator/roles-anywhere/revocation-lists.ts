import * as z from 'zod';
import type { EmulatorAccount } from '../account.ts';
import type { RevocationListRecord, TrustAnchorRecord } from '../state.ts';
import { checkRevocationList } from './check-revocation-list.ts';
import * as fields from './fields.ts';
import { listPage } from './list-page.ts';
import type { Operation, OperationContext, OperationInput } from './operation.ts';
import { parseInput } from './parse-input.ts';
import { findResource, newResource, removeResource, tagsFrom } from './resources.ts';
import { ServiceError } from './service-error.ts';

const kind = 'CRL';
const maximumListsPerTrustAnchor = 2;

const crlData = z.base64().min(1).max(400_000);

const importInput = z.object({
  name: fields.name,
  crlData,
  trustAnchorArn: fields.trustAnchorArn,
  enabled: z.boolean().default(false),
  tags: fields.tags.default([]),
});

const updateInput = z.object({ name: fields.name.optional(), crlData: crlData.optional() });

export const importCrl: Operation = ({ body }, { account }) => {
  const input = parseInput(importInput, body);
  const trustAnchor = findTrustAnchor(input.trustAnchorArn, account);
  checkCount(trustAnchor, account);
  checkRevocationList(input.crlData, trustAnchor, account.now());
  const record: RevocationListRecord = {
    ...newResource('crl', account),
    name: input.name,
    enabled: input.enabled,
    data: input.crlData,
    trustAnchorArn: input.trustAnchorArn,
    tags: tagsFrom(input.tags),
  };
  account.state.revocationLists.push(record);
  return { crl: crlDetail(record) };
};

export const listCrls: Operation = (input, context) => {
  const { items, nextToken } = listPage(context.account.state.revocationLists, input, context);
  return { crls: items.map(crlDetail), nextToken };
};

export const getCrl: Operation = (input, context) => ({ crl: crlDetail(find(input, context)) });

export const updateCrl: Operation = (input, context) => {
  const record = find(input, context);
  const change = parseInput(updateInput, input.body);
  if (change.crlData !== undefined) {
    const trustAnchor = findTrustAnchor(record.trustAnchorArn, context.account);
    checkRevocationList(change.crlData, trustAnchor, context.account.now());
  }
  record.data = change.crlData ?? record.data;
  record.name = change.name ?? record.name;
  return touched(record, context);
};

export const deleteCrl: Operation = ({ id }, { account }) => ({
  crl: crlDetail(removeResource(account.state.revocationLists, id, kind, account)),
});

export const enableCrl: Operation = (input, context) => setEnabled(input, context, true);

export const disableCrl: Operation = (input, context) => setEnabled(input, context, false);

function setEnabled(input: OperationInput, context: OperationContext, enabled: boolean): object {
  const record = find(input, context);
  record.enabled = enabled;
  return touched(record, context);
}

function find({ id }: OperationInput, { account }: OperationContext): RevocationListRecord {
  return findResource(account.state.revocationLists, id, kind, account);
}

function touched(record: RevocationListRecord, { account }: OperationContext): object {
  record.updatedAt = account.now().toISOString();
  return { crl: crlDetail(record) };
}

function findTrustAnchor(arn: string, { state }: EmulatorAccount): TrustAnchorRecord {
  const found = state.trustAnchors.find((anchor) => anchor.arn === arn);
  if (found !== undefined) return found;
  throw new ServiceError('ValidationException', `Trust anchor ${arn} not found`);
}

function checkCount({ arn }: TrustAnchorRecord, { state }: EmulatorAccount): void {
  const lists = state.revocationLists.filter((list) => list.trustAnchorArn === arn);
  if (lists.length < maximumListsPerTrustAnchor) return;
  throw new ServiceError(
    'ValidationException',
    `A trust anchor has at most ${maximumListsPerTrustAnchor} CRLs`,
  );
}

function crlDetail(record: RevocationListRecord): object {
  return {
    crlId: record.id,
    crlArn: record.arn,
    name: record.name,
    enabled: record.enabled,
    crlData: record.data,
    trustAnchorArn: record.trustAnchorArn,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}
