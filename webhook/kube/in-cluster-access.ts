import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import type { ClusterAccess } from './cluster-access.ts';

const accountDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';
// The kubelet replaces a token long before it expires; client-go reads it as often.
const tokenMilliseconds = 60_000;

/**
 * The API server as a pod reaches it, with the token of its ServiceAccount.
 * @throws {IamraError} IAMRA102 outside a pod, or where nothing is mounted
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export async function inClusterAccess(
  environment: NodeJS.ProcessEnv,
  directory = accountDirectory,
): Promise<ClusterAccess> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = environment;
  if (host === undefined || host === '') {
    throw new IamraError(
      'IAMRA102',
      'There is no Kubernetes API here: KUBERNETES_SERVICE_HOST is not set.',
    );
  }
  const ca = await readMounted(join(directory, 'ca.crt'));
  const token = rereadToken(join(directory, 'token'));
  await token();
  return {
    server: new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`),
    ca,
    token,
  };
}

function rereadToken(path: string): () => Promise<string> {
  let token = '';
  let readAt = -Infinity;
  return async () => {
    if (performance.now() - readAt < tokenMilliseconds) return token;
    token = (await readMounted(path)).trim();
    readAt = performance.now();
    return token;
  };
}

async function readMounted(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new IamraError('IAMRA102', `${path} cannot be read: ${errorMessage(cause)}.`, { cause });
  }
}
