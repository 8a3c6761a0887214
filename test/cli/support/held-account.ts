import { join } from 'node:path';
import { type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { ExportedPolicy } from '../../../src/core/export/permissions/exported-policy.ts';
import { evaluateIdentityPolicies } from '../../../src/core/iam/identity/evaluate-identity-policies.ts';
import { parseIdentityPolicy } from '../../../src/core/iam/identity/parse-identity-policy.ts';
import type { EmulatorOptions, RunningEmulator } from '../../../src/emulator/emulator-options.ts';
import type { Demand } from '../../../src/emulator/permissions/demand.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import { iamClient, rolesAnywhereClient, stsClient } from '../../fixtures/emulator-clients.ts';
import { permissionsText } from '../../fixtures/permissions.ts';
import { makeRole, trustPolicyText } from '../../fixtures/roles.ts';
import type { Credentials } from '../../fixtures/signed-call.ts';
import { runIamra } from './run-iamra.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const account = '123456789012';
export const administrator = `arn:aws:iam::${account}:user/administrator`;
const trustsAccount = trustPolicyText({
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'sts:AssumeRole',
});

/** An account whose administrator is held to what `iamra export permissions` prints. */
export interface HeldAccount {
  readonly policy: ExportedPolicy;
  readonly options: EmulatorOptions;
  /** What the administrator had to be allowed so far. */
  readonly demands: readonly Demand[];
}

/** What `iamra export permissions` prints with these flags, and the options of an emulator that holds to it. */
export async function heldAccount(...flags: readonly string[]): Promise<HeldAccount> {
  const directory = await temporaryDirectory();
  const place = ['--cluster', 'home', '--account', account, '--region', 'eu-west-1'];
  const { stdout, stderr, exitCode } = await runIamra(
    ['export', 'permissions', ...place, ...flags],
    {
      directory,
    },
  );
  if (exitCode !== 0) throw new Error(stderr);
  const stateFile = join(directory, 'state.json');
  await prepare(stateFile);
  const demands: Demand[] = [];
  return {
    policy: JSON.parse(stdout) as ExportedPolicy,
    demands,
    options: {
      stateFile,
      permissions: stdout,
      onExchange: ({ callerArn, status, demands: asked = [] }) => {
        if (callerArn === administrator && status < 300) demands.push(...asked);
      },
    },
  };
}

/** Somebody who may do everything, and a role of somebody else's. */
async function prepare(stateFile: string): Promise<void> {
  const emulator = await startEmulator({ stateFile });
  const RoleName = 'breakglass';
  await makeRole(emulator, RoleName, { AssumeRolePolicyDocument: trustsAccount });
  await makeRole(emulator, 'reports', { AssumeRolePolicyDocument: trustsAccount });
  const PolicyDocument = permissionsText({ Action: '*' });
  const everything = { RoleName, PolicyName: 'everything', PolicyDocument };
  await iamClient(emulator).send(new PutRolePolicyCommand(everything));
  await emulator.close();
}

/** Clients of somebody who may do everything, to bring about what a policy's holder may not. */
export async function breakglass(
  emulator: RunningEmulator,
): Promise<{ iam: IAMClient; rolesAnywhere: RolesAnywhereClient; credentials: Credentials }> {
  const { Credentials } = await stsClient(emulator).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/breakglass`,
      RoleSessionName: 'tester',
    }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return {
    iam: iamClient(emulator, { credentials }),
    rolesAnywhere: rolesAnywhereClient(emulator, { credentials }),
    credentials,
  };
}

/** The actions of a policy, with their statement, without which everything asked so far would have been allowed all the same. */
export function unneeded({ policy, demands }: HeldAccount): string[] {
  return policy.Statement.flatMap(({ Sid, Action }) =>
    Action.filter((action) => !isNeeded(policy, demands, Sid, action)).map(
      (action) => `${Sid}: ${action}`,
    ),
  );
}

function isNeeded(
  policy: ExportedPolicy,
  demands: readonly Demand[],
  sid: string,
  action: string,
): boolean {
  const Statement = policy.Statement.flatMap((statement) => {
    const Action = statement.Action.filter((name) => statement.Sid !== sid || name !== action);
    return Action.length === 0 ? [] : [{ ...statement, Action }];
  });
  const document = parseIdentityPolicy(JSON.stringify({ ...policy, Statement }));
  const principal = { kind: 'aws', arn: administrator, account } as const;
  return demands
    .filter((demand) => demand.action === action)
    .some(
      (demand) =>
        evaluateIdentityPolicies([document], { ...demand, principal }).outcome !== 'allowed',
    );
}
