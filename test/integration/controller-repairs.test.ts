import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiServer } from '../fixtures/api-server.ts';
import type { ApiCall } from '../fixtures/api-server-answers.ts';
import {
  type ControllerBench,
  injectedPod,
  startControllerBench,
} from '../fixtures/controller-bench.ts';
import { roleArn } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

let bench: ControllerBench;
let server: ApiServer;

const account = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {
    name: 'web',
    namespace: 'team-a',
    annotations: { 'iamra.dev/role-arn': roleArn },
  },
};
const keystores = { jks: { create: true } };
const key = 'team-a/iamra-web';
const until = (holds: () => boolean): Promise<true> => pollUntil(() => holds() || undefined);
const certificate = (): ReturnType<ApiServer['get']> => server.get('Certificate', key);

beforeEach(async () => {
  bench = await startControllerBench();
  ({ server } = bench);
});

afterEach(() => bench.stop());

describe('the repair of certificates', () => {
  it('puts right what others change or delete', async () => {
    server.put(injectedPod('web-1'));
    await bench.start();
    const made = await pollUntil(certificate);
    server.put({ ...made, spec: { ...(made['spec'] as object), uris: ['spiffe://home/x'] } });
    const urisOf = (): unknown => (certificate()?.['spec'] as { uris?: unknown } | undefined)?.uris;
    await until(() => String(urisOf()) === 'spiffe://home/ns/team-a/sa/web');
    server.remove('Certificate', key);
    await pollUntil(certificate);
  });

  it('takes away what a certificate would say or give beside its identity, and tells of it', async () => {
    server.put(account);
    const { healthPort } = await bench.start();
    const made = await pollUntil(certificate);
    const spec = made['spec'] as object;
    const surplus = {
      dnsNames: ['sts.amazonaws.com'],
      secretTemplate: { labels: { copy: 'yes' } },
    };
    const subject = { organizations: ['home'], organizationalUnits: ['admins'] };
    server.put({ ...made, spec: { ...spec, ...surplus, subject, revisionHistoryLimit: 3 } });
    const wanted = { ...spec, revisionHistoryLimit: 3 };
    await until(() => isDeepStrictEqual(certificate()?.['spec'], wanted));
    const event = await pollUntil(() => server.list('Event')[0]);
    expect(event).toMatchObject({
      reason: 'IAMRA444',
      involvedObject: { kind: 'ServiceAccount', name: 'web' },
      message: expect.stringContaining(
        'in spec.dnsNames, spec.secretTemplate, spec.subject.organizationalUnits; it was put right',
      ) as string,
    });
    const metrics = await fetch(`http://127.0.0.1:${healthPort}/metrics`);
    expect(await metrics.text()).toContain('kind="certificate",outcome="repair"} 1');
  });

  it('says where an admission webhook overrules a repair, and leaves it at that for long', async () => {
    const isPatch = ({ method, path }: ApiCall): boolean =>
      method === 'PATCH' && path.endsWith('/certificates/iamra-web');
    const isRepair = (call: ApiCall): boolean =>
      isPatch(call) && call.headers['content-type'] === 'application/merge-patch+json';
    server.intercept((call) => {
      if (isPatch(call)) Object.assign((call.body as { spec: object }).spec, { keystores });
      return undefined;
    });
    server.put(account);
    const { healthPort } = await bench.start();
    const counts = (outcome: string): Promise<true> =>
      pollUntil(async () => {
        const page = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
        return page.includes(`kind="certificate",outcome="${outcome}"}`) || undefined;
      });
    const event = await pollUntil(() => server.list('Event')[0]);
    expect(event).toMatchObject({
      type: 'Warning',
      reason: 'IAMRA444',
      message: expect.stringContaining(
        'in spec.keystores; it could not be put right: an admission webhook or policy writes it again',
      ) as string,
    });
    await counts('overruled');
    const kept = certificate();
    server.put({ ...kept, spec: { ...(kept?.['spec'] as object), revisionHistoryLimit: 3 } });
    await counts('wait');
    expect(server.calls.filter(isRepair)).toHaveLength(1);
    const changed = { ...(certificate()?.['spec'] as object), commonName: 'team-b.admin' };
    server.put({ ...kept, spec: changed });
    await until(() => server.list('Event').length === 2);
    expect(certificate()?.['spec']).toMatchObject({ commonName: 'team-a.web', keystores });
    expect(bench.log.filter((line) => line.includes('put a certificate right'))).toHaveLength(1);
  });

  it('says in neutral words what its own upgrade changes', async () => {
    server.put(account);
    const before = await bench.start({ issuer: 'old' });
    await pollUntil(certificate);
    await before.stop();
    await bench.start();
    const event = await pollUntil(() => server.list('Event')[0]);
    expect(event).toMatchObject({
      type: 'Normal',
      reason: 'CertificatePutRight',
      message:
        'Certificate team-a/iamra-web differed from what this installation wants in spec.issuerRef; it was put right',
    });
    expect(certificate()).toMatchObject({ spec: { issuerRef: { name: 'iamra-workload' } } });
    expect(server.list('Event')).toHaveLength(1);
  });

  it('repairs no certificate that somebody took or made anew since it looked', async () => {
    server.put(account);
    await bench.start();
    const { spec, metadata, ...rest } = await pollUntil(certificate);
    const theirs = { ...rest, metadata: { ...metadata, labels: {} }, spec: { uris: [] } };
    const bodies: unknown[] = [];
    const resume = server.intercept(({ method, path, body }) => {
      if (method !== 'PATCH' || !path.endsWith('/certificates/iamra-web')) return undefined;
      bodies.push(body);
      resume();
      server.remove('Certificate', key);
      server.put(theirs);
      return undefined;
    });
    server.put({ ...rest, metadata, spec: { ...(spec as object), isCA: true } });
    await until(() => server.list('Event').some((event) => event['reason'] === 'IAMRA122'));
    expect(certificate()).toMatchObject({ metadata: { labels: {} }, spec: { uris: [] } });
    const { uid } = metadata;
    const resourceVersion = expect.stringMatching(/^\d+$/) as string;
    expect(bodies).toMatchObject([{ metadata: { uid, resourceVersion } }]);
  });

  it('gives no certificate an identity that AWS would cut', async () => {
    const name = 'a'.repeat(200);
    server.put(injectedPod('long-1', name));
    const before = await bench.start();
    const made = await pollUntil(() => server.list('Certificate')[0]);
    await before.stop();
    await bench.start({ cluster: 'b'.repeat(60) });
    await until(() => server.list('Event').length > 0);
    expect(server.list('Event')).toMatchObject([{ reason: 'IAMRA123' }]);
    expect(server.list('Certificate')[0]?.['spec']).toEqual(made['spec']);
  });
});
