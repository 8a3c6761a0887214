import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import type { ClusterAccess } from './cluster-access.ts';

interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly contexts?: ReadonlyArray<{ name: string; context: { cluster: string; user: string } }>;
  readonly clusters?: ReadonlyArray<{ name: string; cluster: Fields }>;
  readonly users?: ReadonlyArray<{ name: string; user: Fields }>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The API server of a kubeconfig's current context, with a client certificate or a token: what test
 * clusters have. Exec plugins are for people's machines and are not run.
 * @throws {IamraError} IAMRA102 for a file that cannot be read, or that lacks what is needed
 */
export async function kubeconfigAccess(path: string): Promise<ClusterAccess> {
  try {
    const config = await parseKubeconfig(await readFile(path, 'utf8'));
    const context = named(config.contexts, config['current-context'], 'context').context;
    const { cluster } = named(config.clusters, context.cluster, 'cluster');
    const { user } = named(config.users, context.user, 'user');
    const directory = dirname(path);
    const ca = await content(cluster, 'certificate-authority', directory);
    return {
      server: new URL(String(cluster['server'])),
      ca: ca === undefined ? undefined : () => Promise.resolve(ca),
      clientCertificate: await clientCertificate(user, directory),
      token: tokenOf(user, directory),
    };
  } catch (cause) {
    throw new IamraError('IAMRA102', `The kubeconfig ${path} is no use: ${errorMessage(cause)}.`, {
      cause,
    });
  }
}

async function parseKubeconfig(text: string): Promise<Kubeconfig> {
  if (text.trimStart().startsWith('{')) return JSON.parse(text) as Kubeconfig;
  // Only people's machines and tests need it: in a cluster it is never loaded.
  const { parse } = await import('yaml');
  return parse(text) as Kubeconfig;
}

function named<T extends { readonly name: string }>(
  list: readonly T[] | undefined,
  name: string | undefined,
  what: string,
): T {
  const found = list?.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`there is no ${what} “${name ?? ''}” in it`);
  return found;
}

/** The text of `KEY-data`, in base64, or of the file that `KEY` names. */
async function content(
  fields: Fields,
  key: string,
  directory: string,
): Promise<string | undefined> {
  const data = fields[`${key}-data`];
  if (typeof data === 'string') return Buffer.from(data, 'base64').toString();
  const file = fields[key];
  return typeof file === 'string' ? readFile(resolve(directory, file), 'utf8') : undefined;
}

async function clientCertificate(
  user: Fields,
  directory: string,
): Promise<{ cert: string; key: string } | undefined> {
  const cert = await content(user, 'client-certificate', directory);
  const key = await content(user, 'client-key', directory);
  return cert === undefined || key === undefined ? undefined : { cert, key };
}

function tokenOf(user: Fields, directory: string): (() => Promise<string>) | undefined {
  const { token, tokenFile } = user;
  if (typeof token === 'string') return () => Promise.resolve(token);
  if (typeof tokenFile !== 'string') return undefined;
  return async () => (await readFile(resolve(directory, tokenFile), 'utf8')).trim();
}
