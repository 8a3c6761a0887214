import { X509Certificate } from 'node:crypto';
import { ListTrustAnchorsCommand } from '@aws-sdk/client-rolesanywhere';
import { expect } from 'vitest';
import { splitPem } from '../../../src/core/pki/split-pem.ts';
import { createSessionRequest } from '../../../src/core/session/create-session-request.ts';
import { signingIdentity } from '../../fixtures/certificates.ts';
import { rolesAnywhereClient } from '../../fixtures/emulator-clients.ts';
import type { RotatingCluster } from './rotating-cluster.ts';
import { type Ended, runIamra } from './run-iamra.ts';

/** The rotation as most tests run it. */
export const rotate = ['ca', 'rotate', '--yes', '--timeout', '10s'];

/** The certificates that the trust anchor holds. */
export async function anchorOf({ aws }: RotatingCluster): Promise<string[]> {
  const client = rolesAnywhereClient(aws.emulator);
  const { trustAnchors = [] } = await client.send(new ListTrustAnchorsCommand({}));
  client.destroy();
  return splitPem(trustAnchors[0]?.source?.sourceData?.x509CertificateData ?? '');
}

function issuerOf(setting: RotatingCluster, account: string, ca: string | undefined): boolean {
  const leaf = new X509Certificate(setting.leafOf(account).certificatePem);
  return ca !== undefined && leaf.verify(new X509Certificate(ca).publicKey);
}

/** Asks for a session with what the Secret of a ServiceAccount holds; gives the HTTP status. */
export async function requestSession(setting: RotatingCluster, account: string): Promise<number> {
  const { stdout } = await setting.run('init', '--json', '--yes');
  const { trustAnchorArn, profileArn, roles } = JSON.parse(stdout) as {
    trustAnchorArn: string;
    profileArn: string;
    roles: { arn: string }[];
  };
  const { url, account: aws } = setting.aws.emulator;
  const { method, headers, body, ...request } = createSessionRequest(
    { endpoint: url, region: aws.region, trustAnchorArn, profileArn, roleArn: roles[0]?.arn ?? '' },
    signingIdentity(setting.leafOf(account)),
    new Date(),
  );
  return (await fetch(request.url, { method, headers, body })).status;
}

/** Kills the program after so many writes; its exit code is null where that came before its end. */
export async function dieAfter(
  setting: RotatingCluster,
  count: number,
  words = rotate,
): Promise<Ended> {
  const environment = { ...setting.environment, DIE_AFTER_WRITES: String(count) };
  const nodeOptions = [
    '--import',
    new URL('../../fixtures/die-after-write.ts', import.meta.url).href,
  ];
  const ended = await runIamra(words, { directory: setting.directory, environment, nodeOptions });
  // What a dead process held ends by itself after a while, or by kubectl delete.
  if (ended.exitCode === null) setting.cluster.api.remove('Lease', 'kube-system/iamra-home-lock');
  return ended;
}

/** All that AWS trusts is what signs, and all certificates are from it. */
export async function expectSettled(
  setting: RotatingCluster,
  ...accounts: string[]
): Promise<string> {
  const current = setting.caIn('current');
  expect(await anchorOf(setting)).toEqual([current]);
  expect(setting.caIn('next')).toBeUndefined();
  expect(setting.caIn('previous')).toBeUndefined();
  for (const account of accounts) expect(issuerOf(setting, account, current)).toBe(true);
  return current ?? '';
}

/** Nothing in use lacks trust, wherever the program died. */
export async function expectTrusted(
  setting: RotatingCluster,
  ...accounts: string[]
): Promise<void> {
  const anchor = await anchorOf(setting);
  expect(anchor).toContain(setting.caIn('current'));
  for (const account of accounts) {
    expect(anchor.some((ca) => issuerOf(setting, account, ca))).toBe(true);
  }
}
