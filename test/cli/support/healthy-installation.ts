import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { readCaKeyFile } from '../../../src/files/ca-key-file.ts';
import { type BareCluster, installIamra } from './healthy-cluster.ts';
import { answerAsAgent, runWorkload } from './running-workload.ts';

/**
 * Puts into a cluster what install and annotate would, after an init in this folder: a pod that has its
 * credentials. Gives what ends the answers of its agent.
 */
export async function healthyInstallation(
  cluster: BareCluster,
  directory: string,
): Promise<() => void> {
  const config = parseConfig(await readFile(join(directory, 'iamra.yaml'), 'utf8'), 'iamra.yaml');
  const ca = (await readCaKeyFile(join(directory, 'ca.key'))) as IssuedCertificate;
  cluster.api.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'iamra-workload-ca', namespace: 'cert-manager' },
    data: { 'tls.crt': Buffer.from(ca.certificatePem).toString('base64') },
  });
  await installIamra(cluster, config);
  await runWorkload(cluster.api, config, ca);
  return answerAsAgent(cluster.api, { status: 200, body: 'ok\n' });
}
