import type { PolicyState } from '../../../core/checks/cluster-facts.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';

const apiVersion = 'admissionregistration.k8s.io/v1';

const wanted: readonly Pick<PolicyState, 'name' | 'purpose'>[] = [
  { name: 'iamra-guard-pod', purpose: 'guard' },
  { name: 'iamra-guard-serviceaccount', purpose: 'guard' },
  { name: 'iamra-identity-certificate', purpose: 'identity' },
  { name: 'iamra-identity-request', purpose: 'identity' },
  { name: 'iamra-identity-csr', purpose: 'identity' },
];

interface Policy extends ClusterObject {
  readonly status?: {
    readonly typeChecking?: {
      readonly expressionWarnings?: readonly { readonly warning?: string }[];
    };
  };
}

interface Binding extends ClusterObject {
  readonly spec?: { readonly policyName?: string; readonly validationActions?: readonly string[] };
}

export async function gatherPolicies(world: DoctorWorld): Promise<PolicyState[]> {
  const kube = await world.kube();
  const bindings = await readAll<Binding>(kube, {
    apiVersion,
    kind: 'ValidatingAdmissionPolicyBinding',
  });
  const enforced = new Set(
    bindings
      .filter(({ spec }) => spec?.validationActions?.includes('Deny') === true)
      .map(({ spec }) => spec?.policyName),
  );
  return Promise.all(
    wanted.map(async ({ name, purpose }) => {
      const policy = await readOne<Policy>(kube, {
        apiVersion,
        kind: 'ValidatingAdmissionPolicy',
        name,
      });
      const warnings = policy?.status?.typeChecking?.expressionWarnings ?? [];
      return {
        name,
        purpose,
        exists: policy !== undefined,
        isEnforced: enforced.has(name),
        warnings: warnings.flatMap(({ warning }) => warning ?? []),
      };
    }),
  );
}
