import { describe, expect, it } from 'vitest';
import { judgeSdkRequests } from '../../../../src/core/checks/sdk-requests.ts';
import type { AgentReport, OptedInPod } from '../../../../src/core/checks/workload-facts.ts';
import { AgentMetrics } from '../../../../webhook/agent/health/agent-metrics.ts';
import { optedInPod } from '../../../fixtures/opted-in-pod.ts';

const now = new Date('2026-06-01T12:00:00Z');

type Request = readonly ['container' | 'instance-metadata', number];

/** What the agent of a pod counts after such requests. */
function asked(pod: OptedInPod, ...requests: readonly Request[]): AgentReport {
  const metrics = new AgentMetrics();
  for (const [endpoint, status] of requests) metrics.countRequest(endpoint, status, 0.001);
  const page = metrics.render({
    credentialsExpiry: () => undefined,
    certificateExpiry: () => undefined,
    clockSkewMilliseconds: () => 0,
  });
  return { pod, answer: { kind: 'answered', status: 200, body: 'ok\n', metrics: page } };
}

function findings(...reports: readonly AgentReport[]): unknown {
  const verdict = judgeSdkRequests(reports, now);
  return 'findings' in verdict ? verdict.findings : verdict;
}

const web = optedInPod('web-1');

describe('judgeSdkRequests', () => {
  it('finds nothing where SDKs ask by either endpoint, though instance metadata ask for a token first', () => {
    const metadata: Request[] = [
      ['instance-metadata', 401],
      ['instance-metadata', 404],
      ['instance-metadata', 200],
    ];
    expect(findings(asked(web, ['container', 200], ...metadata))).toEqual([]);
  });

  it('names an SDK that sends no token, and the command that leads it to instance metadata', () => {
    const patch =
      '{"spec":{"template":{"metadata":{"annotations":{"iamra.dev/credentials-endpoint":"imds"}}}}}';
    expect(findings(asked(web, ['container', 401], ['container', 401]))).toEqual([
      {
        code: 'IAMRA445',
        severity: 'fail',
        message:
          "The SDK in Deployment shop/web asked the agent's container endpoint without the token of the pod, 2 times, and got no credentials.",
        fix: `update it, or lead it to instance metadata: kubectl patch --namespace shop deployment/web --patch '${patch}'`,
      },
    ]);
  });

  it('only warns where another SDK of the same pods gets credentials', () => {
    expect(findings(asked(web, ['container', 401]), asked(web, ['container', 200]))).toMatchObject([
      { code: 'IAMRA445', severity: 'warn', message: expect.stringMatching(/^An SDK/) as string },
    ]);
  });

  it('only warns where the SDK goes on to instance metadata', () => {
    const requests: Request[] = [
      ['container', 401],
      ['instance-metadata', 200],
    ];
    expect(findings(asked(web, ...requests))).toMatchObject([
      { code: 'IAMRA445', severity: 'warn' },
    ]);
  });

  it('has no command for what has no pod template that can be changed', () => {
    const owner = { kind: 'Job', namespace: 'shop', name: 'batch' };
    const [finding] = findings(asked(optedInPod('batch-1', { owner }), ['container', 401])) as [
      { fix: string },
    ];
    expect(finding.fix).not.toContain('kubectl');
  });

  it('names requests that came through a proxy, whichever endpoint they were for', () => {
    expect(findings(asked(web, ['instance-metadata', 403]))).toMatchObject([
      { code: 'IAMRA446', severity: 'fail', fix: expect.stringContaining('NO_PROXY') as string },
    ]);
  });

  describe('where nobody has asked', () => {
    const envFrom = [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'keys' } }];
    const spec = { containers: [{ name: 'app', envFrom }] };

    it('names what envFrom takes variables from, once for all pods', () => {
      const pods = [optedInPod('web-1', { spec }), optedInPod('web-2', { spec })];
      expect(findings(...pods.map((pod) => asked(pod)))).toMatchObject([
        {
          code: 'IAMRA447',
          severity: 'warn',
          message: expect.stringContaining('from ConfigMap settings, Secret keys') as string,
          fix: expect.stringMatching(
            /^kubectl describe --namespace shop configmap\/settings/,
          ) as string,
        },
      ]);
    });

    it('finds nothing without envFrom, for the app may ask later', () => {
      expect(findings(asked(web))).toEqual([]);
    });

    it('finds nothing in the first five minutes, and where one pod has asked', () => {
      const agent = { ...web.agent, startedAt: new Date('2026-06-01T11:56:00Z') };
      const young = optedInPod('web-2', { spec, agent } as Partial<OptedInPod>);
      const old = optedInPod('web-1', { spec });
      expect(findings(asked(old), asked(young))).toEqual([]);
      expect(findings(asked(old), asked(old, ['container', 200]))).toEqual([]);
    });
  });

  it('skips where no agent has answered', () => {
    const answer = { kind: 'unreachable', reason: 'connection refused' } as const;
    expect(findings({ pod: web, answer })).toEqual({ skipped: 'no agent has answered' });
  });
});
