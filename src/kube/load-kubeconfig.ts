import { KubeConfig } from '@kubernetes/client-node';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

export interface KubeSettings {
  /** Absent: KUBECONFIG, then ~/.kube/config, then the pod's own account. */
  readonly kubeconfig?: string | undefined;
  /** Absent: the current one. */
  readonly context?: string | undefined;
}

/**
 * Reads the kubeconfig and chooses the context.
 * @throws {IamraError} IAMRA150 for a file that can't be read and for a context that isn't in it
 */
export function loadKubeconfig(settings: KubeSettings): KubeConfig {
  const config = new KubeConfig();
  try {
    if (settings.kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(settings.kubeconfig);
  } catch (cause) {
    throw new IamraError('IAMRA150', `The kubeconfig cannot be read: ${errorMessage(cause)}`, {
      cause,
    });
  }
  const wanted = settings.context ?? config.getCurrentContext();
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(wanted)) {
    const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    throw new IamraError('IAMRA150', `The kubeconfig has no context “${wanted}”; ${known}.`);
  }
  config.setCurrentContext(wanted);
  return config;
}
