import { wantedNotificationSettings } from '../../core/anywhere/trust-anchor.ts';
import type { TrustAnchorStep } from '../../core/plan/init/init-step.ts';
import { type InitProgress, type InitWorld, known } from './init-progress.ts';
import { isResourceUnseen } from './unseen.ts';
import { untilSeen } from './until-seen.ts';

/** Writes one thing of the trust anchor. */
export async function applyTrustAnchorStep(
  step: TrustAnchorStep,
  progress: InitProgress,
  { aws: { rolesAnywhere }, target, sleep }: InitWorld,
): Promise<void> {
  const { name } = target.trustAnchor;
  if (step.kind === 'create-trust-anchor') {
    const certificates = known(progress.caCertificate);
    const { tags } = target;
    progress.trustAnchor = await rolesAnywhere.createTrustAnchor({ name, certificates, tags });
    return;
  }
  const { id, arn } = known(progress.trustAnchor);
  await untilSeen(
    () => {
      switch (step.kind) {
        case 'rename-trust-anchor':
          return rolesAnywhere.updateTrustAnchor(id, { name });
        case 'enable-trust-anchor':
          return rolesAnywhere.enableTrustAnchor(id);
        case 'put-notification-settings':
          return rolesAnywhere.putNotificationSettings(id, wantedNotificationSettings);
        case 'tag-trust-anchor':
          return rolesAnywhere.tagResource(arn, step.tags);
      }
    },
    isResourceUnseen,
    sleep,
  );
}
