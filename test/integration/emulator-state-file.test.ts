import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListProfilesCommand } from '@aws-sdk/client-rolesanywhere';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmulatorOptions, RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { makeSessionWorld } from '../fixtures/session-world.ts';

let directory: string;
const running: RunningEmulator[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'iamra-emulator-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  await rm(directory, { recursive: true });
});

async function start(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

describe('the state file', () => {
  it('keeps everything from one start to the next, for its owner alone', async () => {
    const stateFile = join(directory, 'state.json');
    const first = await start({ stateFile });
    const world = await makeSessionWorld(first);
    await first.close();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    const second = await start({ stateFile });
    expect(second.account).toEqual(first.account);
    const { profiles } = await rolesAnywhereClient(second).send(new ListProfilesCommand({}));
    expect(profiles?.map(({ profileArn }) => profileArn)).toEqual([world.profileArn]);
    const { Roles } = await iamClient(second).send(new ListRolesCommand({}));
    expect(Roles?.map(({ Arn }) => Arn)).toEqual([world.roleArn]);
  });

  it.each(['', '{', '{"format":"iamra-emulator/1"}', '[]'])(
    'is refused and left as it is when it holds %j',
    async (text) => {
      const stateFile = join(directory, 'state.json');
      await writeFile(stateFile, text);
      await expect(startEmulator({ stateFile })).rejects.toMatchObject({ code: 'IAMRA907' });
      expect(await readFile(stateFile, 'utf8')).toBe(text);
    },
  );

  it('is refused when it is of another account, cannot be read or cannot be written', async () => {
    const stateFile = join(directory, 'state.json');
    await start({ stateFile });
    const accountId = '210987654321';
    await expect(startEmulator({ stateFile, accountId })).rejects.toMatchObject({
      code: 'IAMRA901',
    });
    for (const unusable of [directory, join(directory, 'missing', 'state.json')]) {
      await expect(startEmulator({ stateFile: unusable })).rejects.toMatchObject({
        code: 'IAMRA904',
      });
    }
  });
});
