import { readConfigFile } from '../../files/config-file.ts';
import { readCertManager } from '../preflight/read-cert-manager.ts';
import type { Gatherers } from './doctor-world.ts';
import { gatherAgents } from './gather/agents.ts';
import {
  gatherAwsClock,
  gatherCaller,
  gatherProfiles,
  gatherRoles,
  gatherTrustAnchors,
} from './gather/aws.ts';
import { gatherCaInjection } from './gather/ca-injection.ts';
import { gatherDemands } from './gather/demands.ts';
import { gatherDriftDetection } from './gather/drift-detection.ts';
import { gatherEksWebhook } from './gather/eks-webhook.ts';
import { gatherIdentities, gatherIdentityCertificates } from './gather/identities.ts';
import { gatherInjectionRules } from './gather/injection-rules.ts';
import { gatherInstallation } from './gather/installation.ts';
import { gatherIssuers } from './gather/issuers.ts';
import { gatherPods } from './gather/pods.ts';
import { gatherPolicies } from './gather/policies.ts';
import { gatherServedCertificate } from './gather/served-certificate.ts';
import { gatherTestPod } from './gather/test-pod.ts';
import { gatherWaiting } from './gather/waiting.ts';
import { gatherWebhook } from './gather/webhook.ts';
import { gatherWorkloadCa } from './gather/workload-ca.ts';

/** How each fact is read; those that rest on others have more time. */
export const gatherers: Gatherers = {
  config: {
    what: 'iamra.yaml',
    within: 5,
    gather: ({ input }) => readConfigFile(input.configFile),
  },
  cluster: {
    what: 'the version of the cluster',
    within: 15,
    gather: async (world) => {
      const { context, server, version } = await world.kube();
      return { context, server, version: await version() };
    },
  },
  certManager: {
    what: 'the state of cert-manager',
    within: 20,
    gather: async ({ kube }) => readCertManager(await kube()),
  },
  caInjection: { what: 'what cainjector does', within: 40, gather: gatherCaInjection },
  installation: { what: 'the installation', within: 20, gather: gatherInstallation },
  issuers: { what: 'the issuers', within: 30, gather: gatherIssuers },
  webhook: { what: 'the webhook configuration', within: 20, gather: gatherWebhook },
  hasEksWebhook: { what: 'EKS’ webhook for IRSA', within: 20, gather: gatherEksWebhook },
  servedCertificate: {
    what: 'the certificate of the webhook',
    within: 30,
    gather: gatherServedCertificate,
  },
  policies: { what: 'the admission policies', within: 20, gather: gatherPolicies },
  testPod: { what: 'the answer to a test pod', within: 50, gather: gatherTestPod },
  injectionRules: { what: 'the injection rules', within: 30, gather: gatherInjectionRules },
  pods: { what: 'the pods', within: 40, gather: gatherPods },
  agents: { what: 'the state of the agents', within: 90, gather: gatherAgents },
  waiting: { what: 'the events', within: 40, gather: gatherWaiting },
  identities: { what: 'the Certificates of workloads', within: 60, gather: gatherIdentities },
  identityCertificates: {
    what: 'the Certificates of the workload issuer',
    within: 40,
    gather: gatherIdentityCertificates,
  },
  workloadCa: { what: 'the workload CA', within: 30, gather: gatherWorkloadCa },
  driftDetection: {
    what: 'the state of drift detection',
    within: 40,
    gather: gatherDriftDetection,
  },
  demands: { what: 'who asks for which role', within: 50, gather: gatherDemands },
  caller: { what: 'the identity at AWS', within: 20, gather: gatherCaller },
  trustAnchors: { what: 'the trust anchor', within: 90, gather: gatherTrustAnchors },
  profiles: { what: 'the Roles Anywhere profile', within: 90, gather: gatherProfiles },
  roles: { what: 'the roles', within: 90, gather: gatherRoles },
  awsClock: { what: 'the time of AWS', within: 40, gather: gatherAwsClock },
};
