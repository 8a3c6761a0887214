import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { median } from '../bench/support/median.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { writeReliabilitySection } from '../fixtures/reliability-page.ts';
import { secondsToFirstCall } from './support/first-call.ts';
import { followLog } from './support/followed-log.ts';
import { restrictedNamespace, type UserMachine, userMachine } from './support/installation.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { reissue } from './support/reissue.ts';
import { reissueTable, startTable } from './support/reliability-tables.ts';
import { initialise, install, removeInstallation } from './support/sound-installation.ts';
import { untilCalls } from './support/steady-callers.ts';
import { pod, type WorkloadSetting } from './support/workloads.ts';

const namespace = 'life-of-pods';
const inNamespace = `--namespace=${namespace}`;
const annotations = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
const assumed = /^arn:aws:sts::123456789012:assumed-role\/life-of-pods\//;

/** Pods with an identity of their own, which ask the endpoint that they are named after. */
const callers = ['container', 'imds'];
const soakMinutes = Number(process.env['IAMRA_SOAK_MINUTES'] ?? 0);
const [reissues, everySeconds] = soakMinutes > 0 ? [Math.ceil(soakMinutes / 2), 120] : [3, 30];
const timeout = (5 + soakMinutes) * 60_000;

const rounds = [1, 2, 3, 4, 5].map(String);
const mostSecondsLater = 5;

let machine: UserMachine;
let setting: WorkloadSetting;
const tables: Partial<Record<'reissues' | 'start', string>> = {};

beforeAll(async () => {
  machine = await userMachine();
  setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
  const [ready, annotated, together] = ['ready', 'annotated', 'together'].map((kind) =>
    rounds.map((round) => `${kind}-${round}`),
  ) as [string[], string[], string[]];
  const accounts = [...ready, ...annotated, ...callers, 'last-words'];
  const programs = ['who-am-i', 'steady-caller', 'last-words'] as const;
  await restrictedNamespace(machine, namespace, accounts, programs);
  await initialise(machine, { namespace, serviceAccounts: [...accounts, ...together] });
  await install(machine);
  await prepareSecrets(ready);
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
  if (process.env['IAMRA_WRITE_FIGURES'] !== '1') return;
  const { reissues, start } = tables;
  if (reissues !== undefined && start !== undefined) {
    await writeReliabilitySection('cluster', `${reissues}\n\n${start}`);
  }
});

describe('a pod, all of its life', () => {
  it.concurrent(`starts with its opt-in at most ${mostSecondsLater} s later than one whose Secret is there`, {
    timeout,
  }, async () => {
    const seconds = { ready: [] as number[], annotated: [] as number[], together: [] as number[] };
    for (const round of rounds) {
      seconds.ready.push(await startPod(`ready-${round}`));
      seconds.annotated.push(await startPod(`annotated-${round}`, { annotations }));
      seconds.together.push(await startWithAccount(`together-${round}`));
    }
    tables.start = startTable({
      'its Secret is there': seconds.ready,
      'it brings its annotation': seconds.annotated,
      'its annotated ServiceAccount comes with it': seconds.together,
    });
    process.stdout.write(`${tables.start}\n`);
    const latest = median(seconds.ready) + mostSecondsLater;
    expect(median(seconds.annotated)).toBeLessThanOrEqual(latest);
    expect(median(seconds.together)).toBeLessThanOrEqual(latest);
  });

  it.concurrent('calls AWS without a failure while its certificate is issued anew again and again', {
    timeout,
  }, async () => {
    await Promise.all(callers.map((name) => create(steadyCaller(name))));
    await Promise.all(callers.map((name) => untilCalls(machine, namespace, name, 1)));
    const seconds: number[] = [];
    for (let time = 0; time < reissues; time += 1) {
      const due = Date.now() + everySeconds * 1000;
      const all = callers.map((name) => reissue(machine, namespace, name));
      seconds.push(...(await Promise.all(all)));
      await pollUntil(() => Date.now() >= due || undefined);
    }
    const tallies = await Promise.all(
      callers.map((name) => untilCalls(machine, namespace, name, reissues * everySeconds)),
    );
    const sum = (what: 'calls' | 'failed'): number =>
      tallies.reduce((total, tally) => total + tally[what], 0);
    const counted = { calls: sum('calls'), failed: sum('failed'), seconds };
    tables.reissues = reissueTable({ everySeconds, ...counted });
    process.stdout.write(`${tables.reissues}\n`);
    expect(tallies.flatMap(({ problems }) => problems)).toEqual([]);
    expect(refusedCalls()).toEqual([]);
  });

  it.concurrent('has credentials in its preStop hook, and after SIGTERM for longer than a session lives', {
    timeout,
  }, async () => {
    await create(lastWords());
    const ready = ['wait', '--for=condition=Ready', 'pod/last-words', '--timeout=120s'];
    await machine.kubectl([...ready, inNamespace]);
    const logs = ['app', 'iamra-agent'].map((name) =>
      followLog(machine, namespace, 'last-words', name),
    );
    const deleted = Date.now();
    await machine.kubectl(['delete', 'pod', 'last-words', '--wait=false', inNamespace]);
    const [app = [], agent = []] = await Promise.all(logs);

    const moments = app.map(({ text }) => text.split(' ')[0]);
    expect(new Set(moments)).toEqual(new Set(['started', 'preStop', 'SIGTERM']));
    const answers = app.map(({ text }) => text.replace(/^\w+ /, ''));
    expect(answers.filter((answer) => !assumed.test(answer))).toEqual([]);
    expect(sessionsOf('last-words', deleted)).toBeGreaterThan(0);
    const stopping = agent.find(({ text }) => text.includes('"stopping"'))?.time ?? '';
    expect(stopping > (app.at(-1)?.time ?? '')).toBe(true);
  });
});

async function prepareSecrets(accounts: readonly string[]): Promise<void> {
  const opt = Object.entries(annotations).map(([key, value]) => `${key}=${value}`);
  await machine.kubectl(['annotate', 'serviceaccount', ...accounts, ...opt, inNamespace]);
  const secrets = accounts.map((name) => `iamra-${name}`);
  const words = ['get', 'secrets', ...secrets, '--ignore-not-found', '--output=name', inNamespace];
  await pollCluster(async () => {
    const found = (await machine.kubectl(words)).split('\n');
    return found.length === secrets.length ? true : undefined;
  });
}

function startPod(name: string, more: { annotations?: typeof annotations } = {}): Promise<number> {
  return secondsToFirstCall(machine, [pod(setting, { name, serviceAccount: name, ...more })], name);
}

function startWithAccount(name: string): Promise<number> {
  const metadata = { name, namespace, annotations };
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
  const objects = [account, pod(setting, { name, serviceAccount: name })];
  return secondsToFirstCall(machine, objects, name);
}

function steadyCaller(name: string): object {
  return pod(setting, {
    name,
    serviceAccount: name,
    program: 'steady-caller',
    annotations: { ...annotations, 'iamra.dev/credentials-endpoint': name },
  });
}

function lastWords(): object {
  const name = 'last-words';
  const plain = pod(setting, { name, serviceAccount: name, program: name, annotations }) as {
    readonly spec: { readonly containers: readonly object[] };
  };
  const command = ['/nodejs/bin/node', '/program/last-words.mjs', 'hook'];
  const lifecycle = { preStop: { exec: { command } } };
  const containers = plain.spec.containers.map((container) => ({ ...container, lifecycle }));
  return { ...plain, spec: { ...plain.spec, terminationGracePeriodSeconds: 120, containers } };
}

async function create(object: object): Promise<void> {
  await machine.kubectl(['create', '--filename=-'], JSON.stringify(object));
}

/** How many sessions AWS issued to a pod after a moment. */
function sessionsOf(name: string, after: number): number {
  return machine.exchanges.filter(
    ({ operation, callerArn, time }) =>
      operation === 'CreateSession' &&
      callerArn?.endsWith(`/${name}`) === true &&
      Date.parse(time) > after,
  ).length;
}

/** What AWS refused, though an SDK or the agent may have tried again. */
function refusedCalls(): string[] {
  return machine.exchanges
    .filter(({ operation }) => operation === 'CreateSession' || operation === 'GetCallerIdentity')
    .filter(({ status }) => status < 200 || status >= 300)
    .map((entry) => JSON.stringify(entry));
}
