import { workloadCaSecretName } from '../../core/cert-manager/workload-ca-secret.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { releaseName } from '../../core/plan/install/release-name.ts';
import type { Kube, KubeObject, ObjectReference } from '../../kube/kube.ts';
import { demoNamespace, managedByLabel, systemNamespace } from './demo-names.ts';
import { removalCommands } from './removal-commands.ts';

/**
 * Sees that the demo finds none of what it makes, so that all it takes away is its own.
 * @throws {IamraError} IAMRA186 naming what is there
 */
export async function refusePresent(kube: Kube, caNamespace: string): Promise<void> {
  const [demo, ...others] = await Promise.all(
    madeByDemo(caNamespace).map((reference) => kube.get(reference)),
  );
  if (demo?.metadata.labels?.[managedByLabel] === demoNamespace) {
    throw new IamraError(
      'IAMRA186',
      `A demo is in the cluster of context ${kube.context} already: it runs, or was not taken away.`,
      { fix: `end it with Ctrl-C, or: ${removalCommands(kube.context, caNamespace).join('; ')}` },
    );
  }
  const present = [demo, ...others].flatMap((object) =>
    object === undefined ? [] : nameOf(object),
  );
  if (present.length === 0) return;
  throw new IamraError(
    'IAMRA186',
    `The demo would make what the cluster of context ${kube.context} has already: ${present.join(', ')}. It is left alone.`,
  );
}

/** The demo's own namespace comes first. */
function madeByDemo(caNamespace: string): ObjectReference[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', name: demoNamespace },
    { apiVersion: 'v1', kind: 'Namespace', name: systemNamespace },
    { apiVersion: 'v1', kind: 'Secret', name: workloadCaSecretName, namespace: caNamespace },
    { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', name: 'iamra-workload' },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      name: releaseName,
    },
  ];
}

function nameOf({ kind, metadata }: KubeObject): string {
  const { name = '', namespace } = metadata;
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
