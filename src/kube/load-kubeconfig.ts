import { KubeConfig } from '@kubernetes/client-node';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

export interface KubeSettings {
  /** Absent: KUBECONFIG, then ~/.kube/config, then the pod's own account. */
  readonly kubeconfig?: string | undefined;
  /** Absent: the current one. */
  readonly context?: string | undefined;
}

// What the client makes up where it finds neither a kubeconfig nor a pod's account.
const contextOfNothing = 'loaded-context';

/**
 * Reads the kubeconfig and chooses the context.
 * @throws {IamraError} IAMRA150 where there is none, for a file that can't be read, and for a context that isn't in it
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
  if (config.getCurrentContext() === contextOfNothing) {
    throw new IamraError('IAMRA150', 'There is no kubeconfig.', {
      fix: 'name one with --kubeconfig FILE or KUBECONFIG, or write ~/.kube/config',
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
