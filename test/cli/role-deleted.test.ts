import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { askSession } from './support/ask-session.ts';
import { type AwsSide, initialised } from './support/aws-side.ts';

describe('a role that was deleted behind the back of iamra', () => {
  async function withoutBatch(): Promise<AwsSide> {
    const side = await initialised();
    await side.run('role', 'add', 'batch', '--service-account', 'jobs/batch', '--yes');
    await iamClient(side.aws.emulator).send(new DeleteRoleCommand({ RoleName: 'batch' }));
    return side;
  }

  it('is listed once', async () => {
    const side = await withoutBatch();
    const { stdout } = await side.run('role', 'list');
    expect(stdout).toMatch(/^batch\n {2}for jobs\/batch\n {2}not in AWS; iamra init makes it$/m);
    expect(stdout.match(/^batch/gm)).toHaveLength(1);
  });

  it('is made anew, in the profile that lists it still', async () => {
    const side = await withoutBatch();
    const { stdout, stderr } = await side.run('plan');
    expect(stdout + stderr).toContain('+ create role batch');
    expect(stdout + stderr).not.toContain('role batch: added');
    const made = await side.writesOf(() => side.run('init', '--no-cluster', '--yes'));
    expect(made).toEqual(['CreateRole']);
    expect(await askSession(side, { namespace: 'jobs', name: 'batch' }, 'batch')).toBe('session');
  });
});
