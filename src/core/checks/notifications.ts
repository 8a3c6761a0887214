import { type TrustAnchor, wantedNotificationSettings } from '../anywhere/trust-anchor.ts';
import type { Check } from './check.ts';
import { type Finding, warning } from './finding.ts';

const meaning = {
  CA_CERTIFICATE_EXPIRY: 'does not tell when its CA is about to expire',
  END_ENTITY_CERTIFICATE_EXPIRY:
    'tells of each workload certificate that is about to expire; they live for a day',
} as const;

/** You hear of the CA's end, and of nothing else. */
export const notifications: Check<'trustAnchors'> = {
  name: 'notifications',
  category: 'aws',
  title: 'The trust anchor tells of its CA’s end, and of nothing else',
  codes: ['IAMRA230'],
  needs: ['trustAnchors'],
  judge: ({ trustAnchors }) => {
    const found = [...trustAnchors.values()].filter((anchor) => anchor !== undefined);
    if (found.length === 0) return { skipped: 'there is no trust anchor to look at' };
    return { findings: found.flatMap(judgeNotifications) };
  },
};

export function judgeNotifications({ name, notificationSettings }: TrustAnchor): Finding[] {
  return wantedNotificationSettings.flatMap(({ event, enabled }) => {
    const setting = notificationSettings.find((candidate) => candidate.event === event);
    // AWS has both on where nothing is said.
    if ((setting?.enabled ?? true) === enabled) return [];
    return [warning('IAMRA230', `Trust anchor ${name} ${meaning[event]}.`)];
  });
}
