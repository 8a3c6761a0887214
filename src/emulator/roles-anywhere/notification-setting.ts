import * as z from 'zod';
import type { NotificationSetting } from '../state.ts';

const event = z.enum(['CA_CERTIFICATE_EXPIRY', 'END_ENTITY_CERTIFICATE_EXPIRY']);
const channel = z.literal('ALL').default('ALL');

/** What callers may set. */
export const notificationSettings = z
  .array(
    z
      .object({
        event,
        enabled: z.boolean(),
        threshold: z.int().min(1).max(360).optional(),
        channel,
      })
      .refine((setting) => !setting.enabled || setting.threshold !== undefined, {
        message: 'Member must have a threshold when it is enabled',
      }),
  )
  .max(50);

export const notificationSettingKeys = z.array(z.object({ event, channel })).max(50);

/** A new trust anchor announces both expiries 45 days before. */
export function defaultNotificationSettings(): NotificationSetting[] {
  return event.options.map(defaultSetting);
}

export function defaultSetting(name: NotificationSetting['event']): NotificationSetting {
  return {
    event: name,
    enabled: true,
    threshold: 45,
    channel: 'ALL',
    configuredBy: 'rolesanywhere.amazonaws.com',
  };
}

/** The settings after a change: one for each event. */
export function applyNotificationSettings(
  current: readonly NotificationSetting[],
  changes: z.infer<typeof notificationSettings>,
  configuredBy = 'rolesanywhere.amazonaws.com',
): NotificationSetting[] {
  return current.map((setting) => {
    const change = changes.findLast((candidate) => candidate.event === setting.event);
    if (change === undefined) return setting;
    const { threshold = setting.threshold } = change;
    return {
      event: setting.event,
      enabled: change.enabled,
      ...(threshold === undefined ? {} : { threshold }),
      channel: 'ALL',
      configuredBy,
    };
  });
}
