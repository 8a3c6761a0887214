import { afterEach, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import type { ExchangeEntry } from '../../src/emulator/server/exchange-log.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import type { DriftPlace } from '../fixtures/drift-of-field.ts';
import { drifts } from '../fixtures/drifts.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { type InitRun, initRun } from '../fixtures/init-run.ts';
import { foreignStatement } from '../fixtures/role-drifts.ts';

const queue =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}';
const limit =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
const ending: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

interface Setting {
  readonly emulator: RunningEmulator;
  readonly exchanges: ExchangeEntry[];
  readonly run: InitRun;
  readonly place: DriftPlace;
}

/** After an init that uses everything that `iamra.yaml` can say. */
async function setting(): Promise<Setting> {
  const exchanges: ExchangeEntry[] = [];
  const emulator = await startEmulator({ onExchange: (entry) => exchanges.push(entry) });
  ending.push(() => emulator.close());
  const run = await initRun(emulator);
  ending.push(run.remove);
  await run.writeFile('queue.json', queue);
  await run.writeFile('limit.json', limit);
  await run.init({
    sessionPolicy: 'limit.json',
    managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    sourceAccount: true,
    tags: { team: 'shop' },
    roles: [
      {
        name: 'web',
        path: '/teams/',
        serviceAccounts: ['default/web'],
        policies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', 'queue.json'],
        permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
        conditions: { StringLike: { 'aws:PrincipalTag/x509Subject/CN': 'default.*' } },
      },
    ],
  });
  return { emulator, exchanges, run, place: await driftPlace(emulator, run) };
}

async function driftPlace(emulator: RunningEmulator, run: InitRun): Promise<DriftPlace> {
  const [trustAnchor] = await run.aws.rolesAnywhere.listTrustAnchors();
  const [profile] = await run.aws.rolesAnywhere.listProfiles();
  const role = await run.aws.iam.getRole('web');
  if (trustAnchor === undefined || profile === undefined || role === undefined) {
    throw new Error('init has not made all');
  }
  return {
    aws: run.aws,
    iam: iamClient(emulator),
    rolesAnywhere: rolesAnywhereClient(emulator),
    trustAnchor,
    profile,
    roleName: role.name,
  };
}

const writesOf = (exchanges: readonly ExchangeEntry[]): string[] =>
  exchanges.map(({ operation }) => operation).filter((name) => !/^(Get|List)/.test(name));

describe('init', () => {
  it('makes no write call the second time', async () => {
    const { exchanges, run } = await setting();
    exchanges.splice(0);
    const { applied, changes } = await run.init();
    expect(applied).toBe(false);
    expect(changes.map(({ action }) => action)).toEqual(['keep', 'keep', 'keep', 'keep']);
    expect(writesOf(exchanges)).toEqual([]);
  });

  it.each(drifts)('repairs $field, and says so', async ({ shown, apply }) => {
    const { exchanges, run, place } = await setting();
    const settled = await run.plan();
    await apply(place);
    const { changes, applied } = await run.init();
    expect(applied).toBe(true);
    const details = changes.flatMap((change) => change.details);
    expect(details.filter((line) => shown.test(line))).not.toEqual([]);
    const { observed, plan } = await run.plan();
    expect(plan.steps).toEqual([]);
    expect(sorted(observed.roles[0]?.inlinePolicies)).toEqual(
      sorted(settled.observed.roles[0]?.inlinePolicies),
    );
    exchanges.splice(0);
    await run.init();
    expect(writesOf(exchanges)).toEqual([]);
  });

  it('keeps a statement that somebody else added to the trust policy, byte for byte', async () => {
    const { run, place } = await setting();
    const { trustPolicy = '' } = (await run.aws.iam.getRole('web')) ?? {};
    const mixed = trustPolicy.replace('"Statement":[', `"Statement" : [${foreignStatement} , `);
    await run.aws.iam.updateTrustPolicy('web', mixed);
    expect((await run.plan()).plan.steps).toEqual([]);
    const more = [{ name: 'web', serviceAccounts: ['shop/api'], policies: [] }];
    await run.init({ roles: more });
    const after = (await place.aws.iam.getRole('web'))?.trustPolicy ?? '';
    expect(after).toContain(`"Statement" : [${foreignStatement} , {`);
    expect(after).toContain('spiffe://home/ns/shop/sa/api');
  });
});

function sorted(policies: readonly { name: string }[] = []): object[] {
  return policies.toSorted((a, b) => a.name.localeCompare(b.name));
}
