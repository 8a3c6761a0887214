import { expect, it } from 'vitest';
import {
  type RevocationStage,
  revocationStage,
  serialOf,
} from '../cli/support/revocation-stage.ts';
import { makeRole } from '../fixtures/roles.ts';

interface ThrottledCommand {
  readonly command: string;
  /** What is there before; gives the words that end the command. */
  readonly prepare: (stage: RevocationStage) => Promise<readonly string[]>;
  /** A read and the writes that AWS throttles twice each. */
  readonly throttled: readonly string[];
}

const reports = 'arn:aws:iam::123456789012:role/reports';
const forReports = ['--service-account', 'shop/reports'];

const commands: readonly ThrottledCommand[] = [
  {
    command: 'role add',
    prepare: () => Promise.resolve(['reports', ...forReports]),
    throttled: ['GetProfile', 'CreateRole', 'UpdateProfile'],
  },
  {
    command: 'role adopt',
    prepare: async ({ aws }) => {
      await makeRole(aws.emulator, 'reports');
      return [reports, ...forReports];
    },
    throttled: ['GetRole', 'UpdateAssumeRolePolicy', 'UpdateProfile'],
  },
  {
    command: 'role remove',
    prepare: () => Promise.resolve(['web']),
    throttled: ['GetRole', 'UpdateProfile', 'DeleteRole'],
  },
  {
    command: 'ca revoke',
    prepare: async ({ issue }) => ['--serial', serialOf(await issue()), '--ca-key-file', 'ca.key'],
    throttled: ['ListCrls', 'ImportCrl'],
  },
  {
    command: 'ca unrevoke',
    prepare: async ({ issue, run }) => {
      const words = ['--serial', serialOf(await issue()), '--ca-key-file', 'ca.key'];
      await run('ca', 'revoke', ...words, '--yes');
      return words;
    },
    throttled: ['ListCrls', 'UpdateCrl'],
  },
];

it.each(commands)('iamra $command gets through where AWS throttles', async (row) => {
  const stage = await revocationStage();
  const words = await row.prepare(stage);
  stage.aws.emulator.setFaults(
    row.throttled.map((operation) => ({
      match: { operation },
      fault: { kind: 'throttle' },
      times: 2,
    })),
  );
  const before = (await stage.aws.operations()).length;
  const { stderr, exitCode } = await stage.run(...row.command.split(' '), ...words, '--yes');
  expect(exitCode, stderr).toBe(0);
  const served = (await stage.aws.operations()).slice(before);
  for (const operation of row.throttled) {
    // Twice throttled, then answered.
    expect(served.filter((each) => each === operation).length, operation).toBeGreaterThan(2);
  }
  const again = await stage.writesOf(() => stage.run(...row.command.split(' '), ...words, '--yes'));
  expect(again).toEqual([]);
});
