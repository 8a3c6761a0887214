import { CreateRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  CreateProfileCommand,
  ListProfilesCommand,
  type ListProfilesCommandOutput,
  ListTrustAnchorsCommand,
} from '@aws-sdk/client-rolesanywhere';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmulatorOptions, RunningEmulator } from '../../src/emulator/emulator-options.ts';
import type { ExchangeEntry } from '../../src/emulator/server/exchange-log.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';

const running: RunningEmulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

async function start(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

function listProfiles(
  emulator: RunningEmulator,
  maxAttempts = 1,
): Promise<ListProfilesCommandOutput> {
  return rolesAnywhereClient(emulator, { maxAttempts }).send(new ListProfilesCommand({}));
}

async function served(emulator: RunningEmulator): Promise<ExchangeEntry[]> {
  const response = await fetch(`${emulator.url}/_emulator/requests`);
  return (await response.json()) as ExchangeEntry[];
}

describe('faults', () => {
  it('throttle as each service does', async () => {
    const emulator = await start({ faults: [{ match: {}, fault: { kind: 'throttle' } }] });
    await expect(listProfiles(emulator)).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
    const roles = iamClient(emulator).send(new ListRolesCommand({}));
    await expect(roles).rejects.toMatchObject({
      name: 'Throttling',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('have the name and the words of an error of AWS, if they are told', async () => {
    const error = { kind: 'error', name: 'NoSuchEntity', message: 'It is not there yet.' } as const;
    const emulator = await start({
      faults: [
        { match: { operation: 'ListRoles' }, fault: { ...error, status: 404 } },
        {
          match: { operation: 'ListProfiles' },
          fault: { ...error, name: 'ValidationException', status: 400 },
        },
      ],
    });
    const roles = iamClient(emulator).send(new ListRolesCommand({}));
    await expect(roles).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: error.message,
    });
    await expect(listProfiles(emulator)).rejects.toMatchObject({
      name: 'ValidationException',
      message: error.message,
    });
  });

  it('come as often as they are told, and clients that retry get through', async () => {
    const emulator = await start();
    emulator.setFaults([
      { match: { operation: 'ListProfiles' }, fault: { kind: 'throttle' }, times: 1 },
      { match: { operation: 'ListProfiles' }, fault: { kind: 'error', status: 503 }, times: 1 },
      { match: { operation: 'ListProfiles' }, fault: { kind: 'hang-up' }, times: 1 },
    ]);
    expect((await listProfiles(emulator, 4)).profiles).toEqual([]);
    const statuses = (await served(emulator)).map(({ status }) => status);
    expect(statuses).toEqual([429, 503, 0, 200]);
  });

  it('throttle only what exceeds a rate, and a second later let as many through again', async () => {
    let seconds = 0;
    const emulator = await start({
      now: () => new Date(Date.UTC(2026, 0) + seconds * 1000),
      faults: [{ match: { path: '/profiles' }, fault: { kind: 'throttle', perSecond: 2 } }],
    });
    const statuses = async (count: number): Promise<number[]> => {
      const answers: number[] = [];
      for (let asked = 0; asked < count; asked += 1) {
        answers.push((await fetch(`${emulator.url}/profiles`)).status);
      }
      return answers;
    };
    expect(await statuses(4)).toEqual([403, 403, 429, 429]);
    seconds = 0.5;
    expect(await statuses(2)).toEqual([403, 429]);
    seconds = 60;
    expect(await statuses(3)).toEqual([403, 403, 429]);
  });

  it('throttle a rate below one a second too', async () => {
    const fault = { kind: 'throttle', perSecond: 0.5 } as const;
    const now = new Date();
    const emulator = await start({ now: () => now, faults: [{ match: {}, fault }] });
    expect((await fetch(emulator.url)).status).not.toBe(429);
    expect((await fetch(emulator.url)).status).toBe(429);
  });

  it('match operation, method and path, all that are named', async () => {
    const fault = { kind: 'error', status: 500 } as const;
    const emulator = await start({
      faults: [
        { match: { operation: 'CreateRole' }, fault },
        { match: { method: 'GET', path: '/profiles' }, fault },
      ],
    });
    const client = rolesAnywhereClient(emulator);
    await expect(listProfiles(emulator)).rejects.toMatchObject({ name: 'InternalFailure' });
    await client.send(new CreateProfileCommand({ name: 'p', roleArns: [] }));
    await client.send(new ListTrustAnchorsCommand({}));
    const role = new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' });
    await expect(iamClient(emulator).send(role)).rejects.toMatchObject({ name: 'InternalFailure' });
  });

  it('delay the answer and let it come', async () => {
    const emulator = await start({
      faults: [{ match: {}, fault: { kind: 'delay', milliseconds: 1 }, times: 1 }],
    });
    expect((await listProfiles(emulator)).profiles).toEqual([]);
  });

  it('are set from other processes', async () => {
    const emulator = await start();
    const put = (body: string) =>
      fetch(`${emulator.url}/_emulator/faults`, { method: 'PUT', body });
    const rules = [{ match: {}, fault: { kind: 'error', status: 500 } }];
    expect((await put(JSON.stringify(rules))).status).toBe(200);
    await expect(listProfiles(emulator)).rejects.toMatchObject({ name: 'InternalFailure' });
    expect((await put('[]')).status).toBe(200);
    expect((await listProfiles(emulator)).profiles).toEqual([]);
  });

  it.each([
    '{',
    '{}',
    '[{}]',
    '[{"match":{},"fault":{"kind":"explode"}}]',
    '[{"match":{"verb":"GET"},"fault":{"kind":"throttle"}}]',
    '[{"match":{},"fault":{"kind":"error","status":200}}]',
    '[{"match":{},"fault":{"kind":"throttle"},"times":0}]',
    '[{"match":{},"fault":{"kind":"throttle","perSecond":0}}]',
  ])('are not set by %s', async (body) => {
    const emulator = await start();
    const url = `${emulator.url}/_emulator/faults`;
    expect((await fetch(url, { method: 'PUT', body })).status).toBe(400);
    expect((await fetch(url)).status).toBe(404);
  });
});
