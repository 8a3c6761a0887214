import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ClusterAccess } from '../../../webhook/kube/cluster-access.ts';
import { accountAccess } from '../../chart/support/account-access.ts';
import { type ApiServer, startApiServer } from '../../chart/support/api-server.ts';
import { installResources, pretendItRuns } from '../../chart/support/cert-manager.ts';
import { tool } from '../../cluster/tools/tool.ts';
import { type AuditedRequest, auditPolicy, readAuditLog } from './audit-log.ts';
import { seedIdentities } from './seed-identities.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** A real API server with the chart in it and ServiceAccounts that ask, and the controller of that chart. */
export interface ControllerStage {
  /** The built controller, with the environment that the chart gives it and the rights of its own account. */
  readonly startController: () => Promise<ServerProcess>;
  /** What the controller has asked of the API server so far. */
  readonly readRequests: () => Promise<AuditedRequest[]>;
  readonly countCertificates: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const namespace = 'iamra-system';
const account = 'iamra-identity-controller';
const program = 'dist/image/controller.mjs';

/** Sets the stage in a folder of its own; wants `dist/image`. */
export async function createControllerStage(identities: number): Promise<ControllerStage> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-bench-'));
  const auditLog = join(folder, 'audit.log');
  const server = await startApiServer(await auditFlags(folder, auditLog));
  const close = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
  try {
    await installResources(server);
    await pretendItRuns(server);
    // Before there are webhooks, which nobody would answer.
    await seedIdentities(server, identities);
    await installChart(server, folder);
    return {
      startController: () => startController(server, folder),
      readRequests: () => readAuditLog(auditLog),
      countCertificates: () => countCertificates(server),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function auditFlags(folder: string, auditLog: string): Promise<string[]> {
  const policyFile = join(folder, 'audit-policy.json');
  const policy = auditPolicy([`system:serviceaccount:${namespace}:${account}`]);
  await writeFile(policyFile, JSON.stringify(policy));
  return [`--audit-policy-file=${policyFile}`, `--audit-log-path=${auditLog}`];
}

async function installChart({ kubeconfig }: ApiServer, folder: string): Promise<void> {
  const words = ['install', 'iamra-injector', 'charts/iamra-injector'];
  const values = ['cluster=home', 'preflight.enabled=false'].flatMap((value) => ['--set', value]);
  await execa(
    await tool('helm-4'),
    [...words, '--namespace', namespace, '--create-namespace', ...values],
    { env: { HOME: folder, KUBECONFIG: kubeconfig } },
  );
}

async function startController(server: ApiServer, folder: string): Promise<ServerProcess> {
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, await kubeconfigOf(await accountAccess(server, account)));
  return startServer({
    commandLine: [program],
    logFile: join(folder, 'controller.log'),
    environment: {
      ...(await chartEnvironment(server)),
      KUBECONFIG: kubeconfig,
      IAMRA_HEALTH_PORT: '0',
    },
  });
}

async function kubeconfigOf({ server, ca, token }: ClusterAccess): Promise<string> {
  const cluster = {
    server: server.href,
    'certificate-authority-data': Buffer.from((await ca?.()) ?? '').toString('base64'),
  };
  const config = {
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
    clusters: [{ name: 'bench', cluster }],
    users: [{ name: 'bench', user: { token: await token?.() } }],
  };
  return JSON.stringify(config);
}

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: [Container] } } };
}

interface Container {
  readonly env: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  readonly resources: { readonly limits: { readonly memory: string } };
}

async function chartEnvironment({ kubectl }: ApiServer): Promise<Record<string, string>> {
  const words = ['get', 'deployment', account, '--namespace', namespace, '--output=json'];
  const { spec } = JSON.parse((await kubectl(words)).stdout) as Deployment;
  const [{ env, resources }] = spec.template.spec.containers;
  const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const options = [variables['NODE_OPTIONS'], heapOption(resources.limits.memory)];
  return { ...variables, NODE_OPTIONS: options.join(' ') };
}

/** What V8 takes from the limit of a container: with more, it would collect its garbage later. */
function heapOption(limit: string): string {
  const [, mebibytes] = /^(\d+)Mi$/.exec(limit) ?? [];
  if (mebibytes === undefined) throw new Error(`the chart limits the controller to ${limit}`);
  return `--max-old-space-size=${mebibytes}`;
}

async function countCertificates({ kubectl }: ApiServer): Promise<number> {
  const words = ['get', 'certificates', '--all-namespaces', '--output=name'];
  const { stdout } = await kubectl([...words, '--selector=app.kubernetes.io/managed-by=iamra']);
  return stdout.split('\n').filter((line) => line !== '').length;
}
