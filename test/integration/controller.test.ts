import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiServer } from '../fixtures/api-server.ts';
import {
  type ControllerBench,
  injectedPod,
  startControllerBench,
} from '../fixtures/controller-bench.ts';
import { roleArn } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

let bench: ControllerBench;
let server: ApiServer;

function serviceAccount(name: string, annotations: object = {}, namespace = 'team-a'): object {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, annotations } };
}

function secret(name: string, annotations: object = {}): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'team-a', annotations } };
}

const issued = (name: string): object => ({
  'cert-manager.io/certificate-name': name,
  'cert-manager.io/issuer-name': 'iamra-workload',
});
const annotated = { 'iamra.dev/role-arn': roleArn };
const key = 'team-a/iamra-web';
const until = (holds: () => boolean): Promise<true> => pollUntil(() => holds() || undefined);
const certificate = (): ReturnType<ApiServer['get']> => server.get('Certificate', key);
const label = (name: string): string | undefined =>
  server.get('ServiceAccount', name)?.metadata.labels?.['iamra.dev/opted-in'];

beforeEach(async () => {
  bench = await startControllerBench();
  ({ server } = bench);
});

afterEach(() => bench.stop());

describe('the identity controller', () => {
  it('makes the certificate of a pod that the webhook injected', async () => {
    const controller = await bench.start();
    await until(() => controller.isLeader());
    server.put(injectedPod('web-1'));
    const made = await pollUntil(certificate);
    expect(made).toMatchObject({
      metadata: {
        labels: { 'app.kubernetes.io/managed-by': 'iamra', 'iamra.dev/serviceaccount': 'web' },
      },
      spec: {
        secretName: 'iamra-web',
        commonName: 'team-a.web',
        uris: ['spiffe://home/ns/team-a/sa/web'],
        issuerRef: { kind: 'ClusterIssuer', name: 'iamra-workload' },
      },
    });
  });

  it('makes the certificate of an annotated ServiceAccount, and labels it, before any pod', async () => {
    server.put(serviceAccount('web', annotated), serviceAccount('plain'));
    await bench.start();
    await pollUntil(certificate);
    await until(() => label('team-a/web') === 'true');
    expect(label('team-a/plain')).toBeUndefined();
  });

  it('counts EKS’ role on a ServiceAccount where it is told so, and only there', async () => {
    const eks = { 'eks.amazonaws.com/role-arn': roleArn };
    server.put(
      serviceAccount('web', eks),
      serviceAccount('empty', { ...eks, 'eks.amazonaws.com/role-arn': '' }),
    );
    const deaf = await bench.start();
    server.put(serviceAccount('probe', annotated));
    await until(() => label('team-a/probe') === 'true');
    expect([label('team-a/web'), certificate()]).toEqual([undefined, undefined]);
    await deaf.stop();
    await bench.start({ compatibility: { eksAnnotations: true } });
    await until(() => certificate() !== undefined && label('team-a/web') === 'true');
    expect(label('team-a/empty')).toBeUndefined();
    server.put(serviceAccount('web', { ...eks, 'iamra.dev/inject': 'false' }));
    await until(() => label('team-a/web') === undefined && certificate() === undefined);
  });

  it('takes label and certificate back when the annotations go, and the Secret that was ours', async () => {
    server.put(serviceAccount('web', annotated));
    await bench.start();
    await until(() => certificate() !== undefined && label('team-a/web') === 'true');
    server.put(secret('iamra-web', issued('iamra-web')));
    const { metadata, ...rest } = server.get('ServiceAccount', 'team-a/web') ?? {};
    server.put({ ...rest, metadata: { ...metadata, annotations: {} } });
    await until(() => label('team-a/web') === undefined && certificate() === undefined);
    await until(() => server.get('Secret', key) === undefined);
  });

  it('keeps the certificate until the last pod has ended', async () => {
    server.put(injectedPod('web-1'), injectedPod('web-2'));
    await bench.start();
    await pollUntil(certificate);
    server.remove('Pod', 'team-a/web-1');
    server.put(injectedPod('other-1', 'other'));
    await pollUntil(() => server.get('Certificate', 'team-a/iamra-other'));
    expect(certificate()).toBeDefined();
    server.put(injectedPod('web-2', 'web', { status: { phase: 'Succeeded' } }));
    await until(() => certificate() === undefined);
  });

  it('keeps the certificate over a pause that is shorter than the grace', async () => {
    server.put(injectedPod('web-1'));
    await bench.start({ releaseMilliseconds: 60_000 });
    const first = await pollUntil(certificate);
    server.remove('Pod', 'team-a/web-1');
    await until(() => server.calls.some(({ path }) => path.endsWith('/secrets/iamra-web')));
    server.put(injectedPod('web-2'), injectedPod('other-1', 'other'));
    await pollUntil(() => server.get('Certificate', 'team-a/iamra-other'));
    expect(certificate()?.metadata.uid).toBe(first.metadata.uid);
  });

  it('makes what is missing after the API server has forgotten its history, and was away', async () => {
    await bench.start();
    const away = server.intercept(() => ({ status: 503, body: 'away' }));
    server.unserve('cert-manager.io');
    server.serve('cert-manager.io');
    server.put(injectedPod('web-1'));
    server.compact();
    away();
    await pollUntil(certificate);
  });

  it('removes a certificate that nobody needs when it starts', async () => {
    server.put({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: {
        name: 'iamra-gone',
        namespace: 'team-a',
        labels: { 'app.kubernetes.io/managed-by': 'iamra' },
      },
      spec: {},
    });
    await bench.start();
    await until(() => server.list('Certificate').length === 0);
  });

  it('touches no Secret that is not from cert-manager, says so on the ServiceAccount, and goes on once it is gone', async () => {
    server.put(secret('iamra-web'), serviceAccount('web', annotated));
    await bench.start();
    const [event] = await pollUntil(() => {
      const events = server.list('Event');
      return events.length > 0 ? events : undefined;
    });
    expect(event).toMatchObject({
      type: 'Warning',
      reason: 'IAMRA121',
      involvedObject: { kind: 'ServiceAccount', namespace: 'team-a', name: 'web' },
    });
    expect(event?.['message']).toContain('Secret team-a/iamra-web was not made for a Certificate');
    expect(certificate()).toBeUndefined();
    server.remove('Secret', key);
    await pollUntil(certificate);
    expect(server.list('Event')).toHaveLength(1);
  });

  it('leaves a certificate of somebody else alone', async () => {
    const foreign = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'iamra-web', namespace: 'team-a' },
      spec: { dnsNames: ['web.example'] },
    };
    server.put(foreign, injectedPod('web-1'));
    await bench.start();
    await until(() => server.list('Event').some((event) => event['reason'] === 'IAMRA122'));
    server.remove('Pod', 'team-a/web-1');
    server.put(injectedPod('other-1', 'other'));
    await pollUntil(() => server.get('Certificate', 'team-a/iamra-other'));
    expect(certificate()).toMatchObject({ spec: { dnsNames: ['web.example'] } });
  });

  it('refuses an identity that AWS would cut', async () => {
    server.put(injectedPod('long-1', 'a'.repeat(250)));
    await bench.start();
    await until(() => server.list('Event').some((event) => event['reason'] === 'IAMRA123'));
    expect(server.list('Certificate')).toEqual([]);
  });

  it('makes none for a pod that brings its own Secret, nor in an excluded namespace', async () => {
    const own = {
      spec: {
        serviceAccountName: 'own',
        volumes: [{ name: 'iamra-certificate', secret: { secretName: 'mine' } }],
      },
    };
    server.put(
      injectedPod('own-1', 'own', own),
      serviceAccount('own', { ...annotated, 'iamra.dev/certificate': 'mine' }),
      serviceAccount('system', annotated, 'kube-system'),
      injectedPod('web-1'),
    );
    await bench.start();
    await pollUntil(certificate);
    await until(() => label('team-a/own') === 'true');
    expect(server.list('Certificate')).toHaveLength(1);
    expect(label('kube-system/system')).toBeUndefined();
  });

  it('tries again what the API server refuses for a while', async () => {
    const resume = server.intercept(({ method, path }) =>
      method === 'PATCH' && path.includes('/certificates/')
        ? { status: 500, body: 'etcd is busy' }
        : undefined,
    );
    server.put(injectedPod('web-1'));
    await bench.start();
    await until(() => bench.log.some((line) => line.includes('failed; trying again')));
    resume();
    await pollUntil(certificate);
  });

  it('waits for cert-manager, and says so where readiness is asked', async () => {
    const resume = server.intercept(({ path }) =>
      path.includes('/cert-manager.io/') ? { status: 404, body: '' } : undefined,
    );
    const { healthPort } = await bench.start();
    const ready = async (): Promise<string | undefined> => {
      const answer = await fetch(`http://127.0.0.1:${healthPort}/readyz`);
      return answer.ok ? undefined : answer.text();
    };
    expect(await pollUntil(ready)).toContain('Certificates');
    resume();
    await pollUntil(async () => ((await ready()) === undefined ? true : undefined));
  });

  it('has its health port held by nobody, however many connections are left open', async () => {
    const { healthPort } = await bench.start();
    const sockets = Array.from({ length: 150 }, () =>
      connect({ host: '127.0.0.1', port: healthPort })
        .on('error', () => undefined)
        .resume(),
    );
    await until(() => sockets.filter(({ closed }) => closed).length >= 50);
    expect((await fetch(`http://127.0.0.1:${healthPort}/healthz`)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it('shows what it did as metrics', async () => {
    server.put(injectedPod('web-1'));
    const { healthPort } = await bench.start();
    await pollUntil(certificate);
    const page = await pollUntil(async () => {
      const answer = await fetch(`http://127.0.0.1:${healthPort}/metrics`);
      const text = await answer.text();
      return text.includes('outcome="apply"') ? text : undefined;
    });
    expect(page).toContain('iamra_controller_leader 1');
    expect(page).toContain('iamra_controller_identities 1');
  });
});
