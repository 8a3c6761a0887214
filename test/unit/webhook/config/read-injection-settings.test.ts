import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readInjectionSettings } from '../../../../webhook/server/config/read-injection-settings.ts';
import { settings } from '../../../fixtures/pods.ts';

const folder = mkdtempSync(join(tmpdir(), 'iamra-settings-'));
const file = join(folder, 'settings.json');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(content: unknown): ReturnType<typeof readInjectionSettings> {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readInjectionSettings(file);
}

describe('the settings file of the webhook', () => {
  it('holds the injection settings', async () => {
    expect(await read(settings)).toEqual(settings);
  });

  it.each([
    [{ ...settings, imagePullpolicy: 'Always' }, 'unknown key “imagePullpolicy”'],
    [{ ...settings, defaults: { regoin: 'x' } }, 'unknown key “defaults.regoin”'],
    [{ ...settings, image: undefined }, '“image” is not right'],
    [{ ...settings, ports: { credentials: 0, health: 1 } }, '“ports.credentials” is not right'],
    [
      { ...settings, defaults: { profileArn: settings.defaults.trustAnchorArn } },
      '“defaults.profileArn” is not right: must be the ARN of a Roles Anywhere profile',
    ],
    [{ ...settings, endpointUrl: 'ftp://x' }, 'must be an http or https URL'],
    [{ ...settings, resources: { cpu: '1 core', memory: '1Mi' } }, 'Kubernetes quantity'],
    [
      { ...settings, defaults: { sidecar: 'vault' } },
      '“defaults.sidecar” is not right: Invalid option: expected one of "agent"|"aws-signing-helper"',
    ],
    [
      { ...settings, signingHelper: { ...settings.signingHelper, tag: '1' } },
      'unknown key “signingHelper.tag”',
    ],
    ['image: x', 'is not JSON'],
  ])('is refused where a value is not right', async (content, what) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'IAMRA920',
      exitCode: 3,
      message: expect.stringContaining(what) as string,
    });
  });

  it('is named where it cannot be read', async () => {
    await expect(readInjectionSettings(join(folder, 'none.json'))).rejects.toMatchObject({
      code: 'IAMRA904',
      message: expect.stringContaining('none.json') as string,
    });
  });
});
