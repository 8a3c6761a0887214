import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ExecaError } from 'execa';
import { releasedImage } from '../src/core/injection/released-image.ts';
import type { ClusterProvider } from '../test/cluster/cluster.ts';
import { ClusterError } from '../test/cluster/cluster-error.ts';
import { clusterEnvironment } from '../test/cluster/cluster-tools.ts';
import { buildImage } from '../test/cluster/images/build-image.ts';
import { chooseProvider } from '../test/cluster/start-cluster.ts';
import { tool } from '../test/cluster/tools/tool.ts';

const usage = `usage: npm run cluster -- up | image | status | shell | kubectl [WORD…] | down

up       starts the test cluster (see docs/cluster.md), unless it runs, and leaves it running
image    builds this checkout, and puts its image into the cluster under the released one's name
status   tells what runs, and where the logs are
shell    a shell with this checkout's iamra, kubectl and helm, and KUBECONFIG set to the cluster
kubectl  runs kubectl against the cluster
down     ends it and removes what it made
`;

/** `npm run cluster`: the test cluster for people. */
const [action = 'help', ...words] = process.argv.slice(2);
try {
  process.exitCode = await run(action);
} catch (error) {
  if (!(error instanceof ClusterError) && !(error instanceof ExecaError)) throw error;
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 3;
}

async function run(name: string): Promise<number> {
  switch (name) {
    case 'up':
      return up();
    case 'image':
      return putImage();
    case 'down':
      await (await chooseProvider()).stop();
      return 0;
    case 'status':
      return status();
    case 'shell':
      return runInCluster(process.env['SHELL'] ?? 'sh');
    case 'kubectl':
      return runInCluster('kubectl');
    default:
      process.stderr.write(usage);
      return name === 'help' ? 0 : 2;
  }
}

async function up(): Promise<number> {
  const started = Date.now();
  const provider = await chooseProvider();
  const wasRunning = await provider.isRunning();
  await provider.start();
  const seconds = Math.round((Date.now() - started) / 1000);
  const outcome = wasRunning ? 'ran already' : `is ready after ${seconds} s`;
  process.stderr.write(`${provider.title} ${outcome}.\n`);
  process.stdout.write(`export KUBECONFIG=${provider.kubeconfig}\n`);
  return 0;
}

async function putImage(): Promise<number> {
  const provider = await runningProvider();
  await import('./build.ts');
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const image = releasedImage(version);
  const { importImage } = await provider.start();
  await importImage(await buildImage(image));
  process.stderr.write(`${image} is in the cluster.\n`);
  return 0;
}

async function status(): Promise<number> {
  const provider = await chooseProvider();
  process.stdout.write(
    `${[`This is ${provider.title}.`, ...(await provider.status())].join('\n')}\n`,
  );
  return 0;
}

/** Starts nothing: whoever looks at a cluster wants the one that is there. */
async function runningProvider(): Promise<ClusterProvider> {
  const provider = await chooseProvider();
  if (await provider.isRunning()) return provider;
  throw new ClusterError('No cluster runs: start one with npm run cluster -- up.');
}

async function runInCluster(file: string): Promise<number> {
  const { kubeconfig } = await runningProvider();
  const tools = [dirname(await tool('kubectl')), dirname(await tool('helm-4'))];
  const PATH = [await folderOfIamra(), ...tools, process.env['PATH']].join(':');
  const { status: code } = spawnSync(file, words, {
    stdio: 'inherit',
    env: { ...process.env, ...clusterEnvironment(kubeconfig), PATH },
  });
  return code ?? 1;
}

/** A folder with this checkout's program under its name. */
async function folderOfIamra(): Promise<string> {
  const folder = resolve('node_modules/.cache/iamra-bin');
  await mkdir(folder, { recursive: true });
  await rm(join(folder, 'iamra'), { force: true });
  await symlink(resolve('bin/run.js'), join(folder, 'iamra'));
  return folder;
}

function describe(error: Error): string {
  const cause = error.cause instanceof ExecaError ? `\n${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
