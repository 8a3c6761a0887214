import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../folders.ts';
import { network } from '../machine/network.ts';
import { type HolderName, pkiFile } from './certificates.ts';

/** The path of a holder's kubeconfig. */
export function kubeconfigFile(holder: HolderName): string {
  return join(stateFolder, `${holder}.kubeconfig`);
}

/** Writes a kubeconfig that holds all it needs, so that it may be copied. */
export async function writeKubeconfig(holder: HolderName): Promise<void> {
  const base64 = (name: Parameters<typeof pkiFile>[0]): Promise<string> =>
    readFile(pkiFile(name), 'base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'iamra-test',
    contexts: [{ name: 'iamra-test', context: { cluster: 'iamra-test', user: holder } }],
    clusters: [
      {
        name: 'iamra-test',
        cluster: {
          server: `https://${network.nodeAddress}:6443`,
          'certificate-authority-data': await base64('ca.crt'),
        },
      },
    ],
    users: [
      {
        name: holder,
        user: {
          'client-certificate-data': await base64(`${holder}.crt`),
          'client-key-data': await base64(`${holder}.key`),
        },
      },
    ],
  };
  await writeFile(kubeconfigFile(holder), JSON.stringify(config, null, 2), { mode: 0o600 });
}
