import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportTemplate } from '../../src/actions/export/export-template.ts';
import { createContext } from '../../src/context.ts';
import type { IamraConfig } from '../../src/core/config/iamra-config.ts';
import type {
  CloudFormationResource,
  CloudFormationTemplate,
} from '../../src/core/export/cloudformation/cloudformation-template.ts';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { writeCaKeyFile } from '../../src/files/ca-key-file.ts';
import { makeCa } from '../fixtures/certificates.ts';
import { type InitRun, initRun } from '../fixtures/init-run.ts';
import {
  makeProfile,
  makeRoleWithPolicies,
  makeTrustAnchor,
  putMapping,
} from '../fixtures/made-by-others.ts';
import { permissionsText } from '../fixtures/permissions.ts';
import { makeRole } from '../fixtures/roles.ts';
import { silentTerminal } from '../fixtures/silent-terminal.ts';

const policy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const old = 'arn:aws:iam::123456789012:role/theirs/old';

const config: IamraConfig = {
  apiVersion: 'iamra.dev/v1',
  cluster: 'home',
  region: 'eu-west-1',
  account: '123456789012',
  sourceAccount: true,
  tags: { team: 'a' },
  profile: {
    name: 'iamra-home',
    durationSeconds: 7200,
    sessionPolicy: 'read.json',
    managedPolicies: [policy('ReadOnlyAccess')],
  },
  roles: [
    {
      name: 'web',
      path: '/teams/',
      serviceAccounts: ['default/web', 'jobs/worker'],
      policies: [policy('AmazonS3ReadOnlyAccess'), 'read.json'],
      permissionsBoundary: policy('PowerUserAccess'),
      conditions: { StringLike: { 'aws:PrincipalTag/x509Subject/CN': ['default.*', 'jobs.*'] } },
      tags: { owner: 'web' },
    },
    { name: 'we=b.b', serviceAccounts: ['default/b'], policies: [] },
    { name: 'old', adopted: true, arn: old, serviceAccounts: ['default/old'], policies: [] },
  ],
};

let emulator: RunningEmulator;
let run: InitRun;

beforeEach(async () => {
  emulator = await startEmulator();
  run = await initRun(emulator);
  await run.write(config);
  await run.writeFile('read.json', permissionsText({ Action: 's3:GetObject' }));
  await writeCaKeyFile(join(run.directory, 'ca.key'), await makeCa(new Date()));
  await makeRole(emulator, 'old', { Path: '/theirs/', MaxSessionDuration: 7200 });
});

afterEach(async () => {
  await run.remove();
  await emulator.close();
});

async function exported(): Promise<CloudFormationTemplate> {
  const context = createContext(silentTerminal(), new AbortController().signal);
  const { input } = await run.plan();
  const { text } = await exportTemplate(context, {
    ...input,
    format: 'cloudformation',
    account: undefined,
    caCertificate: undefined,
  });
  return parse(text) as CloudFormationTemplate;
}

/** The value with all that CloudFormation fills in. */
function resolve(value: unknown, made: Readonly<Record<string, string>>): unknown {
  const text = JSON.stringify(value, (_, found: unknown) => {
    const reference = (found as { 'Fn::GetAtt'?: readonly string[] } | null)?.['Fn::GetAtt'];
    return reference === undefined ? found : made[reference.join('.')];
  });
  return JSON.parse(text);
}

/** Properties of Roles Anywhere are those of its API, but for their first letter. */
function asApi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asApi);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      asApi(held),
    ]),
  );
}

interface RoleProperties {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: object;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: object }[];
}

/** Makes what the template asks for, as CloudFormation would. */
async function deploy({ Resources }: CloudFormationTemplate): Promise<void> {
  const made: Record<string, string> = {};
  const propertiesOf = (resource: CloudFormationResource | undefined): unknown =>
    resolve(resource?.Properties, made);
  const anchor = asApi(propertiesOf(Resources['TrustAnchor']));
  made['TrustAnchor.TrustAnchorArn'] = await makeTrustAnchor(emulator, anchor as object);
  for (const [id, resource] of Object.entries(Resources)) {
    if (resource.Type !== 'AWS::IAM::Role') continue;
    const properties = propertiesOf(resource) as RoleProperties;
    const { AssumeRolePolicyDocument, ManagedPolicyArns, Policies, ...input } = properties;
    made[`${id}.Arn`] = await makeRoleWithPolicies(
      emulator,
      { ...input, AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument) },
      {
        managed: ManagedPolicyArns ?? [],
        inline: (Policies ?? []).map(({ PolicyName, PolicyDocument }) => ({
          name: PolicyName,
          document: JSON.stringify(PolicyDocument),
        })),
      },
    );
  }
  const profile = asApi(propertiesOf(Resources['Profile'])) as { attributeMappings: object[] };
  const profileId = await makeProfile(emulator, profile);
  for (const mapping of profile.attributeMappings) await putMapping(emulator, profileId, mapping);
}

it('CloudFormation makes of the template what leaves init only the adopted role to change', async () => {
  await deploy(await exported());
  const { plan, observed } = await run.plan();
  expect(observed.trustAnchor?.name).toBe('iamra-home');
  expect(plan.steps.map(({ title }) => title)).toEqual(['Update the trust policy of role old']);
  await run.init();
  expect((await run.plan()).plan.steps).toEqual([]);
  const { trustAnchor, profile, roles } = await run.config();
  expect([trustAnchor?.arn, profile?.arn, ...roles.map(({ arn }) => arn)]).not.toContain(undefined);
});

it('its policies are, the ARN of the trust anchor put in, byte for byte those that init sends', async () => {
  const { Resources } = await exported();
  await run.init();
  const { trustAnchor } = await run.config();
  const made = { 'TrustAnchor.TrustAnchorArn': trustAnchor?.arn ?? '' };
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== 'AWS::IAM::Role') continue;
    const properties = resolve(Properties, made) as RoleProperties;
    const { RoleName, AssumeRolePolicyDocument, Policies = [] } = properties;
    const { trustPolicy } = (await run.aws.iam.getRole(RoleName)) ?? {};
    expect(JSON.stringify(AssumeRolePolicyDocument)).toBe(trustPolicy);
    for (const { PolicyName, PolicyDocument } of Policies) {
      const sent = await run.aws.iam.getInlinePolicy(RoleName, PolicyName);
      expect(JSON.stringify(PolicyDocument)).toBe(sent);
    }
  }
});
