import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import type { ClusterAccess } from './cluster-access.ts';

const accountDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';
// The kubelet replaces a token long before it expires, and the CA while the old one still serves, or soon after.
const rereadMilliseconds = 60_000;

export interface InClusterOptions {
  /** Where the kubelet mounts what belongs to the ServiceAccount. */
  readonly directory?: string;
  /** Milliseconds, by a clock that nobody sets. */
  readonly now?: () => number;
}

/**
 * The API server as a pod reaches it, with the token of its ServiceAccount; token and CA are read again each
 * minute, since both are replaced under a running pod.
 * @throws {IamraError} IAMRA102 outside a pod, or where nothing is mounted
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export async function inClusterAccess(
  environment: NodeJS.ProcessEnv,
  { directory = accountDirectory, now = () => performance.now() }: InClusterOptions = {},
): Promise<ClusterAccess> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = environment;
  if (host === undefined || host === '') {
    throw new IamraError(
      'IAMRA102',
      'There is no Kubernetes API here: KUBERNETES_SERVICE_HOST is not set.',
    );
  }
  const ca = reread(join(directory, 'ca.crt'), now);
  const token = reread(join(directory, 'token'), now);
  await Promise.all([ca(), token()]);
  return {
    server: new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`),
    ca,
    token,
  };
}

function reread(path: string, now: () => number): () => Promise<string> {
  let content = '';
  let readAt = -Infinity;
  return async () => {
    if (now() - readAt < rereadMilliseconds) return content;
    content = (await readMounted(path)).trim();
    readAt = now();
    return content;
  };
}

async function readMounted(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new IamraError('IAMRA102', `${path} cannot be read: ${errorMessage(cause)}.`, { cause });
  }
}
