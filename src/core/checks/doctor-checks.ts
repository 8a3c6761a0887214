import { guardPolicies, identityPolicies } from './admission-policies.ts';
import { agents } from './agents.ts';
import { awsAccount } from './aws-account.ts';
import { cainjector } from './cainjector.ts';
import { certManager } from './cert-manager.ts';
import { certificates } from './certificates.ts';
import type { Check } from './check.ts';
import { clock } from './clock.ts';
import { clusterAnswers } from './cluster-answers.ts';
import { containerEnvironment } from './container-environment.ts';
import { driftDetection } from './drift-detection.ts';
import { eksWebhook } from './eks-webhook.ts';
import { foreignIdentities } from './foreign-identities.ts';
import { injectionRules } from './injection-rules.ts';
import { issuers } from './issuers.ts';
import { kubernetesVersion } from './kubernetes-version.ts';
import { missingAgents } from './missing-agents.ts';
import { notifications } from './notifications.ts';
import { profileRoles } from './profile-roles.ts';
import { profiles } from './profiles.ts';
import { roles } from './roles.ts';
import { sameNames } from './same-names.ts';
import { sdkRequests } from './sdk-requests.ts';
import { testPod } from './test-pod.ts';
import { trustAnchors } from './trust-anchors.ts';
import { trustPolicies } from './trust-policies.ts';
import { waitingWorkloads } from './waiting-workloads.ts';
import { webhookCa } from './webhook-ca.ts';
import { webhookConfiguration } from './webhook-configuration.ts';
import { webhookEndpoints } from './webhook-endpoints.ts';
import { workloadCa } from './workload-ca.ts';

/** Every check of `iamra doctor`, in the order in which they are shown. */
export const doctorChecks: readonly Check[] = [
  clusterAnswers,
  kubernetesVersion,
  certManager,
  cainjector,
  issuers,
  webhookConfiguration,
  webhookEndpoints,
  webhookCa,
  guardPolicies,
  eksWebhook,
  testPod,
  injectionRules,
  sameNames,
  identityPolicies,
  certificates,
  foreignIdentities,
  missingAgents,
  agents,
  containerEnvironment,
  sdkRequests,
  waitingWorkloads,
  awsAccount,
  trustAnchors,
  workloadCa,
  notifications,
  profiles,
  profileRoles,
  roles,
  trustPolicies,
  driftDetection,
  clock,
];
