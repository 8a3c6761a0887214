import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsSide } from '../../src/actions/aws-side/open-aws-side.ts';
import { applyRevocation } from '../../src/actions/ca/revocation/apply-revocation.ts';
import {
  type PreparedRevocation,
  prepareRevocation,
} from '../../src/actions/ca/revocation/prepare-revocation.ts';
import type { Context } from '../../src/context.ts';
import { createContext } from '../../src/context.ts';
import { parseRevocationList } from '../../src/core/pki/revocation-list.ts';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { type InitRun, initRun } from '../fixtures/init-run.ts';
import { silentTerminal } from '../fixtures/silent-terminal.ts';

let emulator: RunningEmulator;
let made: InitRun;
let side: AwsSide;
let context: Context;
let notes: string[];

beforeEach(async () => {
  emulator = await startEmulator();
  made = await initRun(emulator);
  await made.init();
  const caller = await made.aws.sts.getCallerIdentity();
  side = { config: await made.config(), aws: made.aws, caller };
  notes = [];
  context = {
    ...createContext(silentTerminal(notes), new AbortController().signal),
    environment: {},
  };
});

afterEach(async () => {
  await made.remove();
  await emulator.close();
});

function prepare(serialNumber: string): Promise<PreparedRevocation> {
  return prepareRevocation(context, side, {
    serialNumbers: [serialNumber],
    serviceAccounts: [],
    reason: 'unspecified',
    again: false,
    reissue: true,
    keys: {
      caKeyFile: `${made.directory}/ca.key`,
      ...{ caNamespace: undefined, kubeconfig: undefined, context: undefined, noCluster: true },
    },
  });
}

function apply(
  prepared: PreparedRevocation,
  lost = new AbortController().signal,
): Promise<Date | undefined> {
  return applyRevocation(context, { ...prepared, side, lost });
}

async function revoked(): Promise<string[][]> {
  const lists = await made.aws.rolesAnywhere.listRevocationLists();
  return lists.map(({ text }) => [...(parseRevocationList(text)?.revoked ?? [])]);
}

describe('two people who revoke at once', () => {
  it('do not lose one another’s first list', async () => {
    const [one, two] = [await prepare('0a'), await prepare('0b')];
    await apply(one);
    await expect(apply(two)).rejects.toMatchObject({ code: 'IAMRA268' });
    expect(notes).toContain('Nothing was written.');
    await apply(await prepare('0b'));
    expect(await revoked()).toEqual([['0a', '0b']]);
  });

  it('do not lose one another’s entries on a list that is there', async () => {
    await apply(await prepare('0a'));
    const [one, two] = [await prepare('0b'), await prepare('0c')];
    await apply(one);
    await expect(apply(two)).rejects.toMatchObject({ code: 'IAMRA268' });
    expect(await revoked()).toEqual([['0a', '0b']]);
  });
});

it('nothing is written once the lock is lost', async () => {
  const lost = new AbortController();
  lost.abort(new Error('lost'));
  await expect(apply(await prepare('0a'), lost.signal)).rejects.toThrow('lost');
  expect(await revoked()).toEqual([]);
});

it('a plan that was carried out leaves an empty plan', async () => {
  await apply(await prepare('0a'));
  const { plan } = await prepare('0a');
  expect(plan.steps).toEqual([]);
});

it('lists carry the tags of iamra and those of iamra.yaml', async () => {
  await made.write({ ...side.config, tags: { team: 'web' } });
  side = { ...side, config: await made.config() };
  await apply(await prepare('0a'));
  const [list] = await made.aws.rolesAnywhere.listRevocationLists();
  expect(await made.aws.rolesAnywhere.listTags(list?.arn ?? '')).toEqual({
    team: 'web',
    'iamra.dev/cluster': 'home',
    'iamra.dev/managed-by': 'iamra',
  });
});
