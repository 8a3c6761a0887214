import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import { certificateSecretName } from '../../src/core/injection/certificate-secret-name.ts';
import { volumeName } from '../../src/core/injection/contract.ts';
import { serviceAccountNameOf } from '../../src/core/injection/pod/pod.ts';
import type { KubeObject } from '../kube/kube-object.ts';

/**
 * The ServiceAccount whose certificate an injected pod uses; undefined where it has ended, or mounts
 * another Secret, which then is its owner's.
 */
export function reducePod(object: KubeObject): ServiceAccountName | undefined {
  const { status } = object as InjectedPod;
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return undefined;
  const { namespace = '' } = object.metadata;
  const name = serviceAccountNameOf(object);
  return certificateSecretOf(object) === certificateSecretName(name)
    ? { namespace, name }
    : undefined;
}

function certificateSecretOf(object: KubeObject): string | undefined {
  const volumes = (object as InjectedPod).spec?.volumes ?? [];
  return volumes.find(({ name }) => name === volumeName.certificate)?.secret?.secretName;
}

interface InjectedPod extends KubeObject {
  readonly spec?: {
    readonly volumes?: ReadonlyArray<{
      readonly name: string;
      readonly secret?: { readonly secretName?: string };
    }> | null;
  };
  readonly status?: { readonly phase?: string };
}
