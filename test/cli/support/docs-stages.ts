import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workloadCaSecret } from '../../../src/core/cert-manager/workload-ca-secret.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../../src/core/pki/issue-workload-certificate.ts';
import { readCaKeyFile, writeCaKeyFile } from '../../../src/files/ca-key-file.ts';
import { makeCa, validAround } from '../../fixtures/certificates.ts';
import { admitPods, certificate, installation, status, workload } from './annotating.ts';
import { certManager, chartCa, injectCaBundles, loopbackCluster } from './cluster.ts';
import { bareCluster } from './healthy-cluster.ts';
import { healthyInstallation } from './healthy-installation.ts';
import { installed } from './install-setting.ts';
import { irsaAccount } from './irsa-cluster.ts';
import { recordingHelm } from './recording-helm.ts';
import { certificateCluster, web } from './revocation-stage.ts';
import { workingCluster } from './rotating-cluster.ts';

/** What a command of the docs finds around it. */
export interface DocsStage {
  readonly environment: Readonly<Record<string, string>>;
  /** Where the init that comes first keeps the CA: in the cluster, or in `ca.key`. */
  readonly isCaInCluster: boolean;
  /** What there is after that init. */
  readonly prepare: () => Promise<unknown>;
}

interface StageKind {
  readonly commands: RegExp;
  readonly set: (directory: string) => Promise<Partial<DocsStage>>;
}

/** The first whose pattern fits; a command that fits none has AWS alone. */
const kinds: readonly StageKind[] = [
  { commands: /^iamra ((un)?install|.*--ca cluster)/, set: installedCluster },
  { commands: /--profile work/, set: profileOfAwsCli },
  { commands: /^iamra export (terraform|cloudformation)/, set: exportedCa },
  { commands: /^iamra init .*--ca file/, set: ownCa },
  { commands: /^iamra init(?!.*--ca-key)/, set: installedCluster },
  { commands: /^iamra (un)?annotate/, set: annotatedCluster },
  { commands: /^iamra migrate irsa/, set: irsaCluster },
  { commands: /^iamra (doctor|identity)/, set: soundCluster },
  { commands: /^iamra ca (un)?revoke/, set: issuingCluster },
  { commands: /^iamra ca (rotate|show)(?!.*--ca-key-file)/, set: rotatedCluster },
];

/** Sets the stage for one command, in the user's folder. */
export async function docsStage(line: string, directory: string): Promise<DocsStage> {
  const kind = kinds.find(({ commands }) => commands.test(line));
  const stage = await kind?.set(directory);
  return {
    environment: {},
    prepare: () => Promise.resolve(),
    ...stage,
    isCaInCluster: stage?.isCaInCluster === true && !line.includes('--ca-key-file'),
  };
}

/** A cluster with cert-manager, and Helm with an installation in it. */
async function installedCluster(directory: string): Promise<Partial<DocsStage>> {
  const { certificatePem } = await makeCa(new Date());
  const cluster = await loopbackCluster(...certManager(), ...chartCa(certificatePem));
  injectCaBundles(cluster);
  const { path } = await recordingHelm(installed('deployed'));
  await symlink(path, join(directory, 'bin', 'helm'));
  return { environment: cluster.environment, isCaInCluster: true };
}

/** A cluster that keeps the CA; the certificate of another one lies in a file. */
async function exportedCa(directory: string): Promise<Partial<DocsStage>> {
  const stage = await installedCluster(directory);
  const { certificatePem } = await makeCa(new Date());
  await writeFile(join(directory, 'ca.pem'), certificatePem);
  return stage;
}

/** A profile of the AWS CLI that has the same keys as the environment. */
async function profileOfAwsCli(directory: string): Promise<Partial<DocsStage>> {
  const program = join(directory, 'bin', 'keys');
  const answer = `{"Version":1,"AccessKeyId":"$AWS_ACCESS_KEY_ID","SecretAccessKey":"$AWS_SECRET_ACCESS_KEY"}`;
  await writeFile(program, `#!/bin/sh\ncat <<END\n${answer}\nEND\n`, { mode: 0o755 });
  const config = join(directory, 'aws-config');
  await writeFile(config, `[profile work]\ncredential_process = ${program}\n`);
  return { environment: { AWS_CONFIG_FILE: config } };
}

/** A cluster with what the pages annotate, where rollouts are over at once. */
async function annotatedCluster(): Promise<Partial<DocsStage>> {
  const { api, environment } = await loopbackCluster(
    installation,
    workload({ labels: { app: 'web' } }),
    workload({ kind: 'CronJob', name: 'report' }),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'default' } },
    certificate('True', 'issued'),
  );
  api.put({ ...api.get('Deployment', 'default/web'), status: status(2) });
  admitPods(api);
  return { environment };
}

/** A cluster with the ServiceAccount that the page shows. */
async function irsaCluster(): Promise<Partial<DocsStage>> {
  const account = irsaAccount('shop/orders', 'arn:aws:iam::123456789012:role/reports');
  const { environment } = await loopbackCluster(account);
  return { environment };
}

/** A cluster where all is as it should be. */
async function soundCluster(directory: string): Promise<Partial<DocsStage>> {
  const cluster = await bareCluster();
  return {
    environment: cluster.environment,
    prepare: () => healthyInstallation(cluster, directory),
  };
}

/** A cluster that keeps the CA of an init, with a certificate of it for ServiceAccount web. */
async function issuingCluster(directory: string): Promise<Partial<DocsStage>> {
  const { api, environment, hold, reissueWith } = await certificateCluster();
  const prepare = async (): Promise<void> => {
    const issuer = (await readCaKeyFile(join(directory, 'ca.key'))) as IssuedCertificate;
    const dates = validAround(new Date());
    const order = { cluster: 'home', serviceAccount: web, issuer, ...dates };
    api.put(workloadCaSecret('cert-manager', issuer));
    hold(await issueWorkloadCertificate(order));
    reissueWith(() => issueWorkloadCertificate(order));
  };
  return { environment, prepare };
}

/** A cluster that keeps the CA of an init; another one, of the user's own, lies in a file. */
async function rotatedCluster(directory: string): Promise<Partial<DocsStage>> {
  const { cluster, begin } = await workingCluster(['web']);
  const next = await makeCa(new Date());
  await writeCaKeyFile(join(directory, 'next-ca.key'), next);
  return { environment: cluster.environment, isCaInCluster: true, prepare: begin };
}

/** No cluster, and a CA of the user's own in a file. */
async function ownCa(directory: string): Promise<Partial<DocsStage>> {
  await writeCaKeyFile(join(directory, 'ca.key'), await makeCa(new Date()));
  return {};
}
