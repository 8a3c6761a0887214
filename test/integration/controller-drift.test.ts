import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { UpdateProfileCommand } from '@aws-sdk/client-rolesanywhere';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningController } from '../../webhook/controller/start-controller.ts';
import { injectedPod } from '../fixtures/controller-bench.ts';
import { type DriftStage, startDriftStage } from '../fixtures/drift-stage.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

let stage: DriftStage;
beforeEach(async () => {
  stage = await startDriftStage();
});
afterEach(() => stage.stop());

const minute = 60_000;

interface Event {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly kind: string; readonly uid: string };
}

const events = (): Event[] => stage.bench.server.list('Event') as unknown as Event[];
const reasons = (): string[] => events().map(({ type, reason }) => `${type} ${reason}`);
const logged = (word: string): Array<Record<string, unknown>> =>
  stage.bench.log
    .filter((line) => line.includes(word))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const looks = (): number => logged('compared AWS with iamra.yaml').length;

async function metrics({ healthPort }: RunningController): Promise<string> {
  return (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
}

/** Starts a controller, and waits until it has looked for the first time. */
async function started(...[drift]: Parameters<DriftStage['start']>): Promise<RunningController> {
  const controller = await stage.start(drift);
  await pollUntil(() => controller.isLeader() || undefined);
  await look(0);
  return controller;
}

/** Lets the time pass until the next look, and waits for its end. */
async function look(milliseconds = minute): Promise<void> {
  const before = looks();
  await stage.clock.advance(milliseconds);
  await pollUntil(async () => {
    // Whoever waits for a certificate looks again after a moment.
    await stage.clock.advance(50);
    return looks() > before || undefined;
  });
}

const widenRole = async (): Promise<void> => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
  const input = {
    RoleName: 'web',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
  };
  await iamClient(stage.emulator).send(new UpdateAssumeRolePolicyCommand(input));
};

const shortenSessions = async (): Promise<void> => {
  const profileId = stage.aws.config.profile?.arn?.split('/').at(-1);
  const command = new UpdateProfileCommand({ profileId, durationSeconds: 900 });
  await rolesAnywhereClient(stage.emulator).send(command);
};

describe('drift detection', () => {
  it('finds nothing after init, by its own identity, and only reads', async () => {
    const controller = await started();
    const page = await metrics(controller);
    for (const kind of ['trust-anchor', 'profile', 'role']) {
      expect(page).toContain(`iamra_drift_resources{kind="${kind}"} 0\n`);
    }
    expect(page).toContain('iamra_drift_last_run_success 1\n');
    expect(page).toMatch(/^iamra_drift_last_run_timestamp_seconds \d{10}/m);
    expect(page).toContain('iamra_drift_runs_total{result="success",code=""} 1\n');
    expect(events()).toEqual([]);
    const [first, second, ...rest] = await stage.operations();
    expect([first, second]).toEqual(['CreateSession', 'GetCallerIdentity']);
    expect(rest.length).toBeGreaterThan(4);
    for (const operation of rest) expect(operation).toMatch(/^(Get|List)/);
  });

  it('has its certificate made as those of workloads are, and removed with its ServiceAccount', async () => {
    await started();
    const made = stage.bench.server.get(
      'Certificate',
      'iamra-system/iamra-iamra-identity-controller',
    );
    expect(made).toMatchObject({
      metadata: {
        ownerReferences: [{ kind: 'ServiceAccount', name: 'iamra-identity-controller' }],
      },
      spec: {
        uris: ['spiffe://home/ns/iamra-system/sa/iamra-identity-controller'],
        usages: ['digital signature', 'client auth'],
        issuerRef: { kind: 'ClusterIssuer', name: 'iamra-workload' },
      },
    });
  });

  it('has one session for all of a look, and the next one long before it ends', async () => {
    const controller = await started();
    await look();
    const sessions = async (): Promise<number> =>
      (await stage.operations()).filter((operation) => operation === 'CreateSession').length;
    expect(await sessions()).toBe(1);
    await look(8 * minute);
    await pollUntil(async () => ((await sessions()) > 1 ? true : undefined));
    await pollUntil(async () =>
      (await metrics(controller)).includes('iamra_drift_last_run_success 1\n') ? true : undefined,
    );
    expect(events()).toEqual([]);
  });

  it('tells of drift when it begins, when it changes and when it ends, once each', async () => {
    const controller = await started();
    await widenRole();
    await look();
    expect(await metrics(controller)).toContain('iamra_drift_resources{kind="role"} 1\n');
    const [begun] = await pollUntil(() => (events().length > 0 ? events() : undefined));
    expect(begun).toMatchObject({ type: 'Warning', reason: 'IAMRA280' });
    expect(begun?.message).toMatch(
      /^IAMRA280 AWS differs from iamra.yaml in 1 resource: role web \(.+\)\. Fix: iamra plan/,
    );
    const deployment = stage.bench.server.get(
      'Deployment',
      'iamra-system/iamra-identity-controller',
    );
    expect(begun?.involvedObject).toMatchObject({
      kind: 'Deployment',
      uid: deployment?.metadata.uid,
    });
    const [line] = logged('"level":"warn"');
    expect(line).toMatchObject({
      code: 'IAMRA280',
      resources: [{ kind: 'role', action: 'update', resource: 'role web' }],
    });

    await look();
    expect(events()).toHaveLength(1);

    await shortenSessions();
    await look();
    await pollUntil(() => events().length === 2 || undefined);
    expect(await metrics(controller)).toContain('iamra_drift_resources{kind="profile"} 1\n');
    expect(logged('in 2 resources')).toHaveLength(1);

    await stage.aws.again();
    await look();
    await pollUntil(() => events().length === 3 || undefined);
    expect(reasons()).toContain('Normal DriftEnded');
    expect(await metrics(controller)).toContain('iamra_drift_resources{kind="role"} 0\n');

    await look();
    expect(events()).toHaveLength(3);
    const operations = await stage.operations();
    expect(operations.filter((operation) => operation === 'CreateSession')).toHaveLength(1);
  });

  it('says that AWS cannot be reached, keeps what it saw last, and comes back by itself', async () => {
    const controller = await started();
    stage.emulator.setFaults([{ match: {}, fault: { kind: 'hang-up' } }]);
    await stage.clock.advance(minute);
    await pollUntil(() => looks() === 2 || undefined);
    const page = await metrics(controller);
    expect(page).toContain('iamra_drift_last_run_success 0\n');
    expect(page).toContain('iamra_drift_failure{code="IAMRA205"} 1\n');
    expect(page).toContain('iamra_drift_resources{kind="role"} 0\n');
    await pollUntil(() => events().length === 1 || undefined);
    expect(reasons()).toEqual(['Warning IAMRA205']);

    stage.emulator.setFaults([]);
    await look();
    await pollUntil(() => events().length === 2 || undefined);
    expect(reasons()).toContain('Normal DriftDetectionRecovered');
    expect(await metrics(controller)).not.toContain('iamra_drift_failure{');
  });

  it('goes slower where AWS throttles its calls, and sees everything all the same', async () => {
    stage.emulator.setFaults([
      { match: { operation: 'GetProfile' }, fault: { kind: 'throttle' }, times: 1 },
      { match: { operation: 'GetRole' }, fault: { kind: 'throttle' }, times: 1 },
    ]);
    const controller = await started();
    expect(await metrics(controller)).toContain('iamra_drift_last_run_success 1\n');
    expect(events()).toEqual([]);
  });

  it('says that the session was refused, in the words that agents have for it', async () => {
    await writeFile(
      join(stage.directory, 'iamra.yaml'),
      (await readFile(join(stage.directory, 'iamra.yaml'), 'utf8')).replace(
        /(trust-anchor\/)[0-9a-f]{8}/,
        '$100000000',
      ),
    );
    const controller = await started();
    expect(await metrics(controller)).toMatch(/iamra_drift_failure\{code="IAMRA4\d\d"\} 1\n/);
    expect(await stage.operations()).toEqual(['CreateSession']);
  });

  it('says once that it has no credentials, and does not keep the controller from its work', async () => {
    const controller = await started({ roleArn: undefined });
    await pollUntil(() => events().length === 1 || undefined);
    await look();
    await look(2 * minute);
    expect(reasons()).toEqual(['Warning IAMRA281']);
    expect(logged('"level":"warn"')).toHaveLength(1);
    expect(await metrics(controller)).toContain('iamra_drift_failure{code="IAMRA281"} 1\n');
    expect(await stage.operations()).toEqual([]);
    stage.bench.server.put(injectedPod('web-1'));
    await pollUntil(() => stage.bench.server.get('Certificate', 'team-a/iamra-web'));
  });

  it('says that its certificate is not issued, and whose Secret is in the way', async () => {
    const { server } = stage.bench;
    const key = 'iamra-system/iamra-iamra-identity-controller';
    const secret = server.get('Secret', key);
    server.remove('Secret', key);
    const controller = await stage.start();
    await pollUntil(async () => {
      await stage.clock.advance(250);
      return looks() > 0 || undefined;
    });
    expect(await metrics(controller)).toContain('iamra_drift_failure{code="IAMRA283"} 1\n');
    server.remove('Certificate', key);
    server.put({ ...secret, metadata: { ...secret?.metadata, annotations: {} } });
    await look();
    expect(await metrics(controller)).toContain('iamra_drift_failure{code="IAMRA121"} 1\n');
    expect(server.get('Certificate', key)).toBeUndefined();
    expect(await stage.operations()).toEqual([]);
  });

  it('uses the access key of a Secret, also the one that comes later', async () => {
    const controller = await started({
      roleArn: undefined,
      credentialsDirectory: stage.directory,
    });
    expect(await metrics(controller)).toContain('iamra_drift_failure{code="IAMRA281"} 1\n');
    const { accessKeyId, secretAccessKey } = stage.emulator.account.administrator;
    await writeFile(join(stage.directory, 'AWS_ACCESS_KEY_ID'), `${accessKeyId}\n`);
    await writeFile(join(stage.directory, 'AWS_SECRET_ACCESS_KEY'), secretAccessKey);
    await look();
    expect(await metrics(controller)).toContain('iamra_drift_last_run_success 1\n');
    expect((await stage.operations())[0]).toBe('GetCallerIdentity');
  });

  it('compares nothing with the iamra.yaml of another cluster, or one that is not valid', async () => {
    const file = join(stage.directory, 'iamra.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('cluster: home', 'cluster: other'));
    const controller = await started();
    expect(logged('"level":"warn"')[0]?.['message']).toContain(
      'IAMRA284 Drift detection fails: The iamra.yaml of drift detection is for cluster other; this one is home.',
    );
    await writeFile(file, `${text}rolles: []\n`);
    await look();
    expect(await metrics(controller)).toContain('iamra_drift_failure{code="IAMRA284"} 1\n');
    expect(await stage.operations()).toEqual([]);
  });

  it('is the business of the one controller that leads', async () => {
    const first = await started();
    const second = await stage.start();
    await look();
    expect(await metrics(second)).not.toMatch(/^iamra_drift_last_run_timestamp_seconds /m);
    expect(await metrics(second)).not.toContain('iamra_drift_resources{');
    expect(await metrics(second)).toContain('iamra_drift_runs_total{result="success",code=""} 0\n');
    await first.stop();
    await pollUntil(() => second.isLeader() || undefined);
    await look(0);
    expect(await metrics(second)).toContain('iamra_drift_runs_total{result="success",code=""} 1\n');
  });
});
