import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import type { ExchangeEntry } from '../../src/emulator/server/exchange-log.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { type InitRun, initRun } from '../fixtures/init-run.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const web = { name: 'web', serviceAccounts: ['default/web'], policies: [readOnly] };

let emulator: RunningEmulator;
let run: InitRun;
const exchanges: ExchangeEntry[] = [];

beforeEach(async () => {
  exchanges.splice(0);
  emulator = await startEmulator({ onExchange: (entry) => exchanges.push(entry) });
  run = await initRun(emulator);
});

afterEach(async () => {
  await run.remove();
  await emulator.close();
});

describe('things of the same name and tag', () => {
  it('are named in a warning, and the one in iamra.yaml is kept', async () => {
    await run.init();
    const kept = (await run.config()).trustAnchor?.arn;
    const other = await secondTrustAnchor();
    const { warnings, applied, trustAnchorArn } = await run.init();
    expect(applied).toBe(false);
    expect(trustAnchorArn).toBe(kept);
    expect(warnings).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${other.arn} .*aws rolesanywhere delete-trust-anchor --trust-anchor-id ${other.id} --region eu-west-1$`,
        ),
      ),
    ]);
  });

  it('are an error where iamra.yaml says nothing', async () => {
    await run.init();
    await secondTrustAnchor();
    await run.write({ ...(await run.config()), trustAnchor: undefined });
    await expect(run.init()).rejects.toMatchObject({ code: 'IAMRA210' });
  });

  it('are left alone where they are of another cluster', async () => {
    await run.init();
    const config = await run.config();
    const arn = config.trustAnchor?.arn ?? '';
    await run.aws.rolesAnywhere.tagResource(arn, { 'iamra.dev/cluster': 'other' });
    await expect(run.init()).rejects.toMatchObject({ code: 'IAMRA241' });
  });
});

describe('AWS that does not see yet what was just made', () => {
  it('is asked again until it does', async () => {
    const unseen = {
      kind: 'error',
      status: 404,
      name: 'NoSuchEntity',
      message: 'The role with name web cannot be found.',
    } as const;
    const invalid = {
      kind: 'error',
      status: 400,
      name: 'ValidationException',
      message: 'Role arn:aws:iam::123456789012:role/web does not exist',
    } as const;
    const missing = { ...invalid, status: 404, name: 'ResourceNotFoundException' } as const;
    emulator.setFaults([
      { match: { operation: 'AttachRolePolicy' }, fault: unseen, times: 2 },
      { match: { operation: 'CreateProfile' }, fault: invalid, times: 2 },
      { match: { operation: 'PutAttributeMapping' }, fault: missing, times: 1 },
      { match: { operation: 'PutNotificationSettings' }, fault: missing, times: 1 },
    ]);
    await run.init({ roles: [web] });
    expect((await run.plan()).plan.steps).toEqual([]);
    const operations = exchanges.map(({ operation }) => operation);
    expect(operations.filter((name) => name.startsWith('Create'))).toEqual([
      'CreateTrustAnchor',
      'CreateRole',
      ...Array<string>(3).fill('CreateProfile'),
    ]);
  });
});

async function secondTrustAnchor(): Promise<{ arn: string; id: string }> {
  const [first] = await run.aws.rolesAnywhere.listTrustAnchors();
  return run.aws.rolesAnywhere.createTrustAnchor({
    name: 'iamra-home',
    certificates: first?.certificates ?? '',
    tags: { 'iamra.dev/cluster': 'home' },
  });
}
