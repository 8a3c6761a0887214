import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  certificate,
  certManager,
  createAs,
  other,
  own,
  ownIssuer,
  refusal,
  welcomeAlice,
} from './support/alice.ts';
import { type UserMachine, userMachine } from './support/installation.ts';
import { removeInstallation } from './support/sound-installation.ts';

let machine: UserMachine;

beforeAll(async () => {
  machine = await userMachine();
  await welcomeAlice(machine);
  for (const name of ['web', 'api']) {
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: own },
    };
    await createAs(machine, 'alice', account);
  }
  const role = 'iamra.dev/role-arn=arn:aws:iam::123456789012:role/team-b';
  await machine.kubectl(['annotate', 'serviceaccount/api', role, `--namespace=${own}`]);
  const words = ['wait', '--for=condition=Ready', 'certificate/iamra-api', '--timeout=60s'];
  await machine.kubectl(['wait', '--for=create', 'certificate/iamra-api', `--namespace=${own}`]);
  await machine.kubectl([...words, `--namespace=${own}`]);
});

afterAll(async () => {
  await removeInstallation(machine, own, other);
});

async function certificateInSecret(): Promise<string> {
  const path = '--output=jsonpath={.data.tls\\.crt}';
  return machine.kubectl(['get', 'secret', 'iamra-api', `--namespace=${own}`, path]);
}

describe('the Secret of an identity', () => {
  it('takes no certificate of another identity', async () => {
    const web = certificate('stolen', { secretName: 'iamra-api' });
    await expect(createAs(machine, 'alice', web)).rejects.toThrow(
      refusal(
        'iamra-identity-certificate',
        'IAMRA314 Certificate team-a/stolen may not write into Secret iamra-api',
      ),
    );
  });

  it('is not overwritten by an issuer of the administrator', async () => {
    const before = await certificateInSecret();
    await createAs(machine, 'alice', {
      ...certManager('Issuer', ownIssuer.name),
      spec: { selfSigned: {} },
    });
    const foreign = certificate('foreign', { secretName: 'iamra-api', issuerRef: ownIssuer });
    await createAs(machine, 'alice', foreign);
    const reason = '--for=jsonpath={.status.conditions[?(@.type=="Ready")].reason}=IncorrectIssuer';
    const words = ['wait', reason, 'certificate/foreign', '--timeout=60s', `--namespace=${own}`];
    await machine.kubectl(words);
    expect(await certificateInSecret()).toBe(before);
  });

  it('is mounted into no pod of another ServiceAccount that asks for it', async () => {
    const annotations = {
      'iamra.dev/role-arn': 'arn:aws:iam::123456789012:role/team-b',
      'iamra.dev/certificate': 'iamra-api',
    };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'stolen', namespace: own, annotations },
      spec: { serviceAccountName: 'web', containers: [{ name: 'app', image: 'app' }] },
    };
    await expect(createAs(machine, 'alice', pod)).rejects.toThrow(
      /denied the request: IAMRA443 .*names Secret “iamra-api”/,
    );
  });
});
