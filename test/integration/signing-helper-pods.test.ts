import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observeAgents } from '../../src/actions/ca/rotate/observe/observe-agents.ts';
import type { DoctorWorld } from '../../src/actions/doctor/doctor-world.ts';
import { gatherAgents } from '../../src/actions/doctor/gather/agents.ts';
import { gatherPods } from '../../src/actions/doctor/gather/pods.ts';
import { judgeAgents } from '../../src/core/checks/agents.ts';
import type { Verdict } from '../../src/core/checks/check.ts';
import { readCertificate } from '../../src/core/pki/certificate-facts.ts';
import { clientKube } from '../../src/kube/client-kube.ts';
import type { Kube } from '../../src/kube/kube.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { makeCertificate } from '../fixtures/certificates.ts';
import { admit, asked, input, settings } from '../fixtures/pods.ts';

const now = new Date('2026-06-01T12:00:00Z');

let server: ApiServer;
let kube: Kube;

beforeEach(async () => {
  server = await startApiServer();
  kube = clientKube({ kubeconfig: server.kubeconfig, context: undefined });
});

afterEach(() => server.stop());

/** A running pod whose sidecar has this state. */
function putPod(status: object): void {
  const admitted = admit(input(asked({ 'iamra.dev/sidecar': 'aws-signing-helper' })));
  server.put({
    ...admitted,
    metadata: { ...admitted.metadata, name: 'web-1', namespace: 'team-a' },
    status: {
      phase: 'Running',
      initContainerStatuses: [{ name: 'iamra-agent', ...status }],
    },
  });
}

function putLog(body: string): void {
  server.intercept(({ path }) => (path.endsWith('/web-1/log') ? { status: 200, body } : undefined));
}

const running = { state: { running: { startedAt: '2026-06-01T11:00:00Z' } } };

/** What the check of the agents makes of the cluster. */
async function examine(): Promise<Verdict> {
  const world = {
    context: { now: () => now },
    input: { namespace: undefined },
    kube: () => Promise.resolve(kube),
    read: (fact: string) =>
      fact === 'pods' ? gatherPods(world) : Promise.resolve({ settings: { ...settings } }),
  } as unknown as DoctorWorld;
  return judgeAgents(await gatherAgents(world), now);
}

function proxied(): string[] {
  return server.calls.map(({ path }) => path).filter((path) => path.includes('/proxy'));
}

describe("iamra doctor, of a pod with AWS's signing helper,", () => {
  it('says that it cannot be asked, and does not ask', async () => {
    putPod({ ...running, started: true });
    putLog('2026/06/01 11:00:00 Local server started on port: 9911\n');

    expect(await examine()).toMatchObject({
      skipped: expect.stringContaining('which cannot be asked') as string,
    });
    expect(proxied()).toEqual([]);
  });

  it('names the last reason for which its startup probe failed', async () => {
    putPod({ ...running, started: false });
    const event = (name: string, pod: string, lastTimestamp: string, words: string): object => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: 'team-a' },
      involvedObject: { kind: 'Pod', namespace: 'team-a', name: pod },
      reason: 'Unhealthy',
      message: `Startup probe failed: ${words}\n`,
      lastTimestamp,
    });
    server.put(
      event('a', 'web-1', '2026-06-01T11:58:00Z', 'no such host'),
      event('b', 'web-1', '2026-06-01T11:59:00Z', 'Untrusted signing certificate'),
      event('c', 'other', '2026-06-01T12:00:00Z', 'refused'),
    );

    expect(await examine()).toMatchObject({
      findings: [
        {
          code: 'IAMRA437',
          severity: 'fail',
          message:
            "AWS's signing helper in pod team-a/web-1 gets no session: Startup probe failed: Untrusted signing certificate",
        },
      ],
    });
  });

  it('names what it has lately logged', async () => {
    putPod({ ...running, started: true });
    putLog('2026/06/01 11:59:30 Error generating credentials: dial tcp: i/o timeout\n');

    expect(await examine()).toMatchObject({
      findings: [
        {
          code: 'IAMRA438',
          severity: 'warn',
          message: expect.stringContaining('11:59:30.000Z: dial tcp: i/o timeout') as string,
        },
      ],
    });
  });

  it('names why its container does not run', async () => {
    putPod({ state: { waiting: { reason: 'ErrImagePull' } } });

    expect(await examine()).toMatchObject({
      findings: [{ code: 'IAMRA425', message: expect.stringContaining('ErrImagePull') as string }],
    });
  });
});

it('ca rotate leaves it to AWS whether the helper of a pod uses the latest certificate', async () => {
  putPod({ ...running, started: true });
  const { certificatePem } = await makeCertificate(now);
  const identity = {
    namespace: 'team-a',
    secretName: 'iamra-web',
    leaf: readCertificate(certificatePem),
  };

  const observed = await observeAgents(kube, [identity as never], now);

  expect(observed).toMatchObject([{ pod: 'team-a/web-1', uses: 'unknown' }]);
  expect(proxied()).toEqual([]);
});
