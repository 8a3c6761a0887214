import * as z from 'zod';
import type { TrustAnchorRecord } from '../state.ts';
import {
  applyNotificationSettings,
  defaultSetting,
  notificationSettingKeys,
  notificationSettings,
} from './notification-setting.ts';
import type { Operation, OperationContext } from './operation.ts';
import { parseInput } from './parse-input.ts';
import { findResource } from './resources.ts';
import { trustAnchorDetail } from './trust-anchors.ts';

const putInput = z.object({ trustAnchorId: z.string(), notificationSettings });

const resetInput = z.object({ trustAnchorId: z.string(), notificationSettingKeys });

export const putNotificationSettings: Operation = ({ body }, context) => {
  const input = parseInput(putInput, body);
  const record = find(input.trustAnchorId, context);
  record.notificationSettings = applyNotificationSettings(
    record.notificationSettings,
    input.notificationSettings,
    context.account.id,
  );
  return touched(record, context);
};

export const resetNotificationSettings: Operation = ({ body }, context) => {
  const input = parseInput(resetInput, body);
  const record = find(input.trustAnchorId, context);
  const events = new Set(input.notificationSettingKeys.map((key) => key.event));
  record.notificationSettings = record.notificationSettings.map((setting) =>
    events.has(setting.event) ? defaultSetting(setting.event) : setting,
  );
  return touched(record, context);
};

function find(id: string, { account }: OperationContext): TrustAnchorRecord {
  return findResource(account.state.trustAnchors, id, 'Trust anchor', account);
}

function touched(record: TrustAnchorRecord, { account }: OperationContext): object {
  record.updatedAt = account.now().toISOString();
  return { trustAnchor: trustAnchorDetail(record) };
}
