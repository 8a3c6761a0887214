import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import type { ClusterDemoResult } from '../../src/actions/cluster-demo/cluster-demo.ts';
import { type Ended, startIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { clusterEnvironment, clusterTools } from '../cluster/cluster-tools.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { shortDrain } from './support/installation.ts';
import { userPrograms } from './support/user-programs.ts';

const { kubectl, helm } = clusterTools(inject('kubeconfig'));
const run = promisify(execFile);
const arn = /^arn:aws:sts::123456789012:assumed-role\/hello-world\/hello-world-/;

const demos: Demo[] = [];
let before: string[];

beforeAll(async () => {
  before = await namesOfAll();
});

/** A demo that was kept goes, too, when its test failed. */
afterAll(async () => {
  const missing = '--ignore-not-found';
  await kubectl(['delete', 'namespace', 'iamra-demo', missing]);
  await helm(4, ['uninstall', 'iamra-injector', '-n=iamra-system', '--wait', missing]);
  await kubectl(['delete', 'namespace', 'iamra-system', missing]);
  await kubectl(['delete', 'secret', 'iamra-workload-ca', '-n=cert-manager', missing]);
});

afterEach(async () => {
  for (const { interrupt, ended } of demos.splice(0)) {
    interrupt();
    await ended;
  }
  expect(await namesOfAll()).toEqual(before);
});

it('gives a Deployment its role on a real cluster, and takes everything away at Ctrl-C', async () => {
  const demo = await startDemo('--json');
  const result = await demo.ready();
  expect(result.assumedRoleArn).toMatch(arn);

  const inSecondTerminal = async (commandLine: string): Promise<string> => {
    const script = `cd ${result.folder} && . ./environment && ${commandLine}`;
    return (await run('sh', ['-ec', script], { env: demo.environment })).stdout;
  };
  await inSecondTerminal(`iamra doctor --context ${result.context}`);
  const log = await inSecondTerminal(
    `kubectl --context ${result.context} logs deployment/hello-world --namespace iamra-demo`,
  );
  expect(log).toMatch(arn);

  const second = await startDemo();
  const { stderr, exitCode } = await second.ended;
  expect(stderr).toMatch(/Error IAMRA186 .*A demo is in the cluster[^]*Fix: .*Ctrl-C/i);
  expect(exitCode).toBe(4);

  demo.interrupt();
  const end = await demo.ended;
  expect(end.exitCode, end.stderr).toBe(0);
  expect(await demosIn(demo.directory)).toEqual([]);
});

it.each([
  ['Ctrl-C comes', 'SIGINT'],
  ['the terminal is closed', 'SIGHUP'],
] as const)(
  'takes back what it made so far when %s during the installation',
  async (_what, signal) => {
    const demo = await startDemo();
    await pollUntil(() => (demo.stderr().includes('Check the chart') ? true : undefined));
    demo.interrupt(signal);
    const { stderr, exitCode } = await demo.ended;
    expect(stderr).toContain('Error IAMRA905');
    expect(exitCode).toBe(130);
    expect(await demosIn(demo.directory)).toEqual([]);
  },
);

it('says that pods do not reach the emulator, and how to mend it, and leaves nothing', async () => {
  const demo = await startDemo('--host', '127.0.0.1');
  const { stderr, exitCode } = await demo.ended;
  expect(stderr).toMatch(/Error IAMRA187 .*http:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED/);
  expect(stderr).toMatch(/Fix: .*firewall.*--host/);
  expect(exitCode).toBe(3);
});

it('names the image that the cluster has not, and how to mend it, and leaves nothing', async () => {
  const demo = await startDemo('--image', 'iamra.test/nothing:1');
  const { stderr, exitCode } = await demo.ended;
  expect(stderr).toMatch(/Error IAMRA188 .*iamra\.test\/nothing:1[^]*Fix: .*--image/);
  expect(exitCode).toBe(3);
});

it('leaves all of it with --keep, and tells the commands that remove it', async () => {
  const demo = await startDemo('--keep', '--json');
  const { removalCommands } = await demo.ready();
  demo.interrupt();
  const { stderr, exitCode } = await demo.ended;
  expect(exitCode).toBe(0);
  expect(await kubectl(['get', 'deployment', '-n=iamra-demo', '-o=name'])).not.toBe('');
  expect(await kubectl(['get', 'deployment', '-n=iamra-system', '-o=name'])).not.toBe('');
  for (const command of removalCommands) {
    expect(stderr).toContain(command);
    const answered = command.replace('iamra uninstall', 'iamra uninstall --yes');
    await run('sh', ['-ec', answered], { env: demo.environment });
  }
});

interface Demo {
  readonly directory: string;
  /** Of a shell in which iamra, kubectl and Helm are to be found. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ready: () => Promise<ClusterDemoResult>;
  readonly stderr: () => string;
  readonly interrupt: (signal?: NodeJS.Signals) => void;
  readonly ended: Promise<Omit<Ended, 'stdout'>>;
}

/** Starts the demo as a user would; it ends with the test. */
async function startDemo(...flags: readonly string[]): Promise<Demo> {
  const directory = await temporaryDirectory();
  const environment = {
    ...clusterEnvironment(inject('kubeconfig')),
    HOME: directory,
    TMPDIR: directory,
    PATH: `${await userPrograms(directory, [shortDrain])}:/usr/bin:/bin`,
  };
  const image = flags.includes('--image') ? [] : ['--image', inject('image')];
  const place = ['--kubeconfig', inject('kubeconfig'), ...image];
  const child = startIamra(['demo', '--cluster', ...place, ...flags], {
    directory,
    environment,
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('no pipes');
  let told = '';
  stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const lines = createInterface(stdout);
  const ended = once(child, 'close').then(() => ({ exitCode: child.exitCode, stderr: told }));
  const demo = {
    directory,
    environment,
    ready: async (): Promise<ClusterDemoResult> => {
      const line = once(lines, 'line').then(([text]) => String(text));
      return JSON.parse(await Promise.race([line, ended.then(failed)])) as ClusterDemoResult;
    },
    stderr: () => told,
    interrupt: (signal: NodeJS.Signals = 'SIGINT') => void child.kill(signal),
    ended,
  };
  demos.push(demo);
  return demo;
}

function failed({ exitCode, stderr }: Omit<Ended, 'stdout'>): never {
  throw new Error(`the demo ended with ${exitCode}: ${stderr}`);
}

async function demosIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => name.startsWith('iamra-demo'));
}

/** Kind, namespace and name of all that the cluster keeps; what comes and goes by itself left out. */
async function namesOfAll(): Promise<string[]> {
  const kinds = await kubectl(['api-resources', '--verbs=list,create', '--output=name']);
  const lasting = kinds.split('\n').filter((kind) => !/^(events|leases)\b/.test(kind));
  const line = '{.kind} {.metadata.namespace}/{.metadata.name}';
  const words = ['get', lasting.join(','), '--all-namespaces'];
  const text = await kubectl([...words, `--output=jsonpath={range .items[*]}${line}{"\\n"}{end}`]);
  return text.split('\n').sort();
}
