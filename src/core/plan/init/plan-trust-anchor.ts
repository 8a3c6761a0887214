import { resourceName } from '../../anywhere/resource-name.ts';
import {
  type NotificationSetting,
  type TrustAnchor,
  wantedNotificationSettings,
} from '../../anywhere/trust-anchor.ts';
import type { InitStep, PlannedResource } from './init-step.ts';
import type { InitObservation, InitTarget } from './init-target.ts';

/** The trust anchor: there, enabled, telling of the CA's end and of nothing else. */
export function planTrustAnchor(target: InitTarget, observed: InitObservation): PlannedResource {
  const resource = `trust anchor ${resourceName(target.cluster)}`;
  const notify: InitStep = {
    kind: 'put-notification-settings',
    title: 'Set the notifications of the trust anchor',
  };
  if (observed.trustAnchor === undefined) {
    const details = ['CA certificate as above', ...wantedNotificationSettings.map(describe)];
    return {
      change: { action: 'create', resource, details },
      steps: [{ kind: 'create-trust-anchor', title: `Create ${resource}` }, notify],
    };
  }
  const { enabled } = observed.trustAnchor;
  const settings = wantedNotificationSettings.filter(
    (setting) => !isSet(observed.trustAnchor, setting),
  );
  const details = [...(enabled ? [] : ['enabled: false → true']), ...settings.map(describe)];
  const enable: InitStep = { kind: 'enable-trust-anchor', title: `Enable ${resource}` };
  return {
    change: { action: details.length === 0 ? 'keep' : 'update', resource, details },
    steps: [...(enabled ? [] : [enable]), ...(settings.length === 0 ? [] : [notify])],
  };
}

function isSet(trustAnchor: TrustAnchor | undefined, wanted: NotificationSetting): boolean {
  const found = trustAnchor?.notificationSettings.find(({ event }) => event === wanted.event);
  if (found?.enabled !== wanted.enabled) return false;
  return !wanted.enabled || found.threshold === wanted.threshold;
}

function describe(setting: NotificationSetting): string {
  const when = setting.threshold === undefined ? '' : `, ${setting.threshold} days before`;
  return `notification ${setting.event}: ${setting.enabled ? `on${when}` : 'off'}`;
}
