import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IamraConfig } from '../../src/core/config/iamra-config.ts';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import type { DriftOfField, DriftPlace } from '../fixtures/drift-of-field.ts';
import { drifts } from '../fixtures/drifts.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { type InitRun, initRun } from '../fixtures/init-run.ts';

const policyOf = (...actions: string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });

const policyFiles: Readonly<Record<string, string>> = {
  'queue.json': policyOf('sqs:SendMessage', 'sqs:ReceiveMessage'),
  'bucket.json': policyOf('s3:GetObject'),
};

const managedPolicy = fc
  .constantFrom('ReadOnlyAccess', 'AmazonS3ReadOnlyAccess', 'PowerUserAccess')
  .map((name) => `arn:aws:iam::aws:policy/${name}`);

const tags = fc.dictionary(
  fc.constantFrom('team', 'cost center', 'env'),
  fc.constantFrom('shop', 'a/b', ''),
);

const serviceAccounts = fc.uniqueArray(
  fc.constantFrom('default/web', 'shop/api', 'shop/web', 'jobs/nightly'),
  { minLength: 1 },
);

const conditions = fc.constantFrom<NonNullable<IamraConfig['roles'][0]['conditions']>>(
  {},
  { StringLike: { 'aws:PrincipalTag/x509Subject/CN': ['default.*', 'shop.*'] } },
  {
    StringEquals: { 'aws:PrincipalTag/x509Issuer/CN': 'iamra' },
    Bool: { 'aws:SecureTransport': 'true' },
  },
);

const role = fc.record(
  {
    serviceAccounts,
    policies: fc.uniqueArray(fc.oneof(managedPolicy, fc.constantFrom(...Object.keys(policyFiles)))),
    permissionsBoundary: managedPolicy,
    conditions,
    tags,
  },
  { requiredKeys: ['serviceAccounts', 'policies'] },
);

const wanted = fc.record(
  {
    roles: fc
      .dictionary(fc.constantFrom('web', 'batch', 'mail'), role, {
        maxKeys: 3,
        noNullPrototype: true,
      })
      .map((byName) => Object.entries(byName).map(([name, rest]) => ({ name, ...rest }))),
    durationSeconds: fc.constantFrom(900, 3600, 7200),
    sessionPolicy: fc.constantFrom(...Object.keys(policyFiles)),
    managedPolicies: fc.uniqueArray(managedPolicy, { minLength: 1 }),
    sourceAccount: fc.boolean(),
    tags,
  },
  { requiredKeys: ['roles', 'durationSeconds'] },
);

type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;

/** What somebody writes into `iamra.yaml`, with the ARNs that iamra put there. */
function configWith(present: IamraConfig, change: Wanted): IamraConfig {
  const { durationSeconds, sessionPolicy, managedPolicies, roles, ...rest } = change;
  const { name = 'iamra-home', arn } = present.profile ?? {};
  return {
    apiVersion: 'iamra.dev/v1',
    cluster: present.cluster,
    region: present.region,
    account: present.account,
    ...(present.trustAnchor === undefined ? {} : { trustAnchor: present.trustAnchor }),
    profile: {
      name,
      ...(arn === undefined ? {} : { arn }),
      durationSeconds,
      ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
      ...(managedPolicies === undefined ? {} : { managedPolicies }),
    },
    ...rest,
    roles,
  };
}

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

async function driftPlace(run: InitRun, roleName: string): Promise<DriftPlace> {
  const { trustAnchor, profile } = await run.config();
  const arnOf = (arn = ''): { arn: string; id: string } => ({
    arn,
    id: arn.split('/').at(-1) ?? '',
  });
  return {
    aws: run.aws,
    iam: iamClient(emulator),
    rolesAnywhere: rolesAnywhereClient(emulator),
    trustAnchor: arnOf(trustAnchor?.arn),
    profile: arnOf(profile?.arn),
    roleName,
  };
}

async function removeAll(run: InitRun): Promise<void> {
  const { rolesAnywhere, iam } = run.aws;
  for (const { id } of await rolesAnywhere.listTrustAnchors())
    await rolesAnywhere.deleteTrustAnchor(id);
  for (const { id } of await rolesAnywhere.listProfiles()) await rolesAnywhere.deleteProfile(id);
  for (const { name } of await iam.listRoles()) {
    if (name.startsWith('AWSServiceRole')) continue;
    for (const arn of await iam.listAttachedPolicies(name)) await iam.detachPolicy(name, arn);
    for (const policy of await iam.listInlinePolicies(name))
      await iam.deleteInlinePolicy(name, policy);
    await iam.deleteRole(name);
  }
  await run.remove();
}

/** Some wishes, each applied; then changes behind iamra's back, repaired. */
async function live(
  run: InitRun,
  wishes: readonly Wanted[],
  changes: readonly DriftOfField[],
): Promise<void> {
  for (const [name, text] of Object.entries(policyFiles)) await run.writeFile(name, text);
  await run.init();
  for (const wish of wishes) {
    await run.write(configWith(await run.config(), wish));
    await run.init();
    expect((await run.plan()).plan.steps).toEqual([]);
  }
  const [first] = (await run.config()).roles;
  const place = await driftPlace(run, first?.name ?? 'web');
  // Some have nothing to change: no role, or no boundary to take away.
  for (const { apply } of changes) await apply(place).catch(() => undefined);
  await run.init();
  const { plan } = await run.plan();
  expect(plan.steps).toEqual([]);
  expect(plan.changes.every(({ action }) => action === 'keep')).toBe(true);
}

describe('the plan of init', () => {
  test('is empty when it was applied, whatever iamra.yaml said before and whoever changed what', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(wanted, { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom(...drifts), {
          selector: ({ field }) => field,
          maxLength: 6,
        }),
        async (wishes, changes) => {
          const run = await initRun(emulator);
          try {
            await live(run, wishes, changes);
          } finally {
            await removeAll(run);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
