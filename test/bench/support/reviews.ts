import { admissionReview } from '../../fixtures/admission-review.ts';
import { roleArn } from '../../fixtures/pods.ts';
import { usualPod } from '../../fixtures/usual-pod.ts';

/** The reviews that the benches send, each a file of this name. */
export type ReviewName = keyof typeof reviews;

/** One whose ServiceAccount asks for credentials, one whose does not. */
export const namespaces = { known: 'team-a', other: 'team-b' } as const;

const kilobyte = 1000;
const inOther = { namespace: namespaces.other };

const { metadata } = usualPod;

/** A pod that says nothing about AWS: what comes through the ServiceAccounts' entry. */
const silentPod = {
  ...usualPod,
  metadata: { ...metadata, annotations: { 'prometheus.io/scrape': 'true' } },
};

export const reviews = {
  usual: admissionReview(usualPod),
  small: admissionReview(smallPod()),
  large: admissionReview(grownPod(50 * kilobyte)),
  huge: admissionReview(grownPod(500 * kilobyte)),
  ofServiceAccount: admissionReview(silentPod),
  byItself: admissionReview(usualPod, inOther),
  notOptedIn: admissionReview(silentPod, inOther),
} as const;

/** One container and the API server's defaults: about 2 KB. */
function smallPod(): object {
  const { volumes, containers, ...spec } = usualPod.spec;
  const small = { initContainers: undefined, affinity: undefined };
  return {
    ...usualPod,
    metadata: { ...metadata, annotations: { 'iamra.dev/role-arn': roleArn } },
    spec: { ...spec, ...small, volumes: volumes.slice(3), containers: containers.slice(1) },
  };
}

/** The usual pod with as many more environment variables as make it so large. */
function grownPod(bytes: number): object {
  const [web, ...others] = usualPod.spec.containers;
  const missing = bytes - JSON.stringify(usualPod).length;
  const variable = (index: number): object => ({
    name: `FEATURE_${String(index).padStart(5, '0')}_ENDPOINT`,
    value: `https://feature-${String(index).padStart(5, '0')}.team-a.svc.cluster.local:8443/v1`,
  });
  const count = Math.round(missing / (JSON.stringify(variable(0)).length + 1));
  const env = [...web.env, ...Array.from({ length: count }, (_, index) => variable(index))];
  return { ...usualPod, spec: { ...usualPod.spec, containers: [{ ...web, env }, ...others] } };
}
