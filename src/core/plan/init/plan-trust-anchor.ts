import {
  type NotificationSetting,
  wantedNotificationSettings,
} from '../../anywhere/trust-anchor.ts';
import { fieldDetail, missingTags, tagDetails } from './diff-details.ts';
import type { InitStep, PlannedResource, Repair } from './init-step.ts';
import type { InitObservation, InitTarget, ObservedTrustAnchor } from './init-target.ts';
import { absent, existing } from './planned-resource.ts';

const notify: InitStep = {
  kind: 'put-notification-settings',
  title: 'Set the notifications of the trust anchor',
};

/** The trust anchor: there, enabled, telling of the CA's end and of nothing else. Its certificates are `ca rotate`'s. */
export function planTrustAnchor(target: InitTarget, observed: InitObservation): PlannedResource {
  const kind = 'trust-anchor';
  const found = observed.trustAnchor;
  const resource = `trust anchor ${target.trustAnchor.name}`;
  if (found !== undefined) return existing(kind, resource, repairs(target, found, resource));
  const details = [
    'the certificate of the workload CA',
    ...wantedNotificationSettings.map(
      (setting) => `notification ${setting.event}: ${shown(setting)}`,
    ),
  ];
  const create: InitStep = { kind: 'create-trust-anchor', title: `Create ${resource}` };
  return absent(kind, resource, details, [create, notify]);
}

function repairs(target: InitTarget, found: ObservedTrustAnchor, resource: string): Repair[] {
  const { name } = target.trustAnchor;
  const settings = wantedNotificationSettings.filter((setting) => !isSet(found, setting));
  const tags = missingTags(target.tags, found.tags);
  const all: (Repair | false)[] = [
    found.name !== name && {
      step: { kind: 'rename-trust-anchor', title: `Rename trust anchor ${found.name} to ${name}` },
      details: [fieldDetail('name', found.name, name)],
    },
    !found.enabled && {
      step: { kind: 'enable-trust-anchor', title: `Enable ${resource}` },
      details: [fieldDetail('enabled', false, true)],
    },
    settings.length > 0 && {
      step: notify,
      details: settings.map((setting) => settingDetail(found, setting)),
    },
    Object.keys(tags).length > 0 && {
      step: { kind: 'tag-trust-anchor', title: `Tag ${resource}`, tags },
      details: tagDetails(tags, found.tags),
    },
  ];
  return all.filter((repair) => repair !== false);
}

function isSet(found: ObservedTrustAnchor, wanted: NotificationSetting): boolean {
  const setting = settingOf(found, wanted);
  if (setting?.enabled !== wanted.enabled) return false;
  return !wanted.enabled || setting.threshold === wanted.threshold;
}

function settingOf(
  { notificationSettings }: ObservedTrustAnchor,
  wanted: NotificationSetting,
): NotificationSetting | undefined {
  return notificationSettings.find(({ event }) => event === wanted.event);
}

function settingDetail(found: ObservedTrustAnchor, wanted: NotificationSetting): string {
  const before = settingOf(found, wanted);
  const from = before === undefined ? undefined : shown(before);
  return fieldDetail(`notification ${wanted.event}`, from, shown(wanted));
}

function shown({ enabled, threshold }: NotificationSetting): string {
  if (!enabled) return 'off';
  return threshold === undefined ? 'on' : `on, ${threshold} days before`;
}
