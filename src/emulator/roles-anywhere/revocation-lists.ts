import { z } from 'zod';
import { parseRevocationList } from '../../core/pki/revocation-list.ts';
import type { EmulatorAccount } from '../account.ts';
import type { RevocationListRecord } from '../state.ts';
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
  checkTrustAnchor(input.trustAnchorArn, account);
  checkRevocationList(input.crlData);
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
  if (change.crlData !== undefined) checkRevocationList(change.crlData);
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

function checkTrustAnchor(arn: string, { state }: EmulatorAccount): void {
  if (!state.trustAnchors.some((anchor) => anchor.arn === arn)) {
    throw new ServiceError('ValidationException', `Trust anchor ${arn} not found`);
  }
  const lists = state.revocationLists.filter((list) => list.trustAnchorArn === arn);
  if (lists.length >= maximumListsPerTrustAnchor) {
    throw new ServiceError(
      'ValidationException',
      `A trust anchor has at most ${maximumListsPerTrustAnchor} CRLs`,
    );
  }
}

function checkRevocationList(data: string): void {
  if (parseRevocationList(Buffer.from(data, 'base64').toString()) === undefined) {
    throw new ServiceError(
      'ValidationException',
      'crlData is not a PEM certificate revocation list',
    );
  }
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
