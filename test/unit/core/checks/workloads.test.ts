import { describe, expect, it } from 'vitest';
import { judgeAgent, judgeAgents } from '../../../../src/core/checks/agents.ts';
import { judgeMissingAgents } from '../../../../src/core/checks/missing-agents.ts';
import { judgeWaitingWorkload } from '../../../../src/core/checks/waiting-workloads.ts';
import type { AgentReport } from '../../../../src/core/checks/workload-facts.ts';
import { defaultSettings } from '../../../../src/core/injection/default-settings.ts';
import { optedInPod } from '../../../fixtures/opted-in-pod.ts';

const settings = defaultSettings('1.0.0', {});
const now = new Date('2026-06-01T12:00:00Z');
const seconds = now.getTime() / 1000;

function metrics(values: Record<string, number>): string {
  return Object.entries(values)
    .map(([name, value]) => `# TYPE iamra_agent_${name} gauge\niamra_agent_${name} ${value}\n`)
    .join('');
}

function answered(
  values: Record<string, number>,
  status = 200,
  body = 'ok\n',
): AgentReport['answer'] {
  return { kind: 'answered', status, body, metrics: metrics(values) };
}

describe('judgeMissingAgents', () => {
  it('names the owners of pods without the agent, once each, and what gives them new pods', () => {
    const job = { kind: 'Job', namespace: 'shop', name: 'batch' };
    const findings = judgeMissingAgents(
      [
        optedInPod('web-1', { agent: undefined }),
        optedInPod('web-2', { agent: undefined }),
        optedInPod('web-3'),
        optedInPod('batch-1', { agent: undefined, owner: job }),
      ],
      settings,
    );
    expect(findings).toMatchObject([
      {
        code: 'IAMRA132',
        message: expect.stringContaining('2 pods of Deployment shop/web') as string,
        fix: 'kubectl rollout restart --namespace shop deployment/web',
      },
      { message: expect.stringContaining('1 pod of Job shop/batch') as string },
    ]);
  });

  it.each([
    ['IAMRA305', { hostNetwork: true }],
    ['IAMRA306', { os: { name: 'windows' } }],
  ])('says %s where new pods would be refused, and does not advise to make them', (code, part) => {
    const spec = { containers: [{ name: 'app' }], ...part };
    const bare = optedInPod('web-1', { agent: undefined, spec });
    expect(judgeMissingAgents([bare], settings)).toMatchObject([
      { code, severity: 'fail', fix: expect.not.stringContaining('rollout') as string },
    ]);
    expect(judgeMissingAgents([bare], undefined)).toMatchObject([{ code: 'IAMRA132' }]);
  });
});

describe('judgeAgent', () => {
  const judge = (answer: AgentReport['answer']) =>
    judgeAgent({ pod: optedInPod('web-1'), answer }, now);

  it('is content with an agent whose credentials are valid', () => {
    const valid = { credentials_expiry_timestamp_seconds: seconds + 3000, clock_skew_seconds: 0 };
    expect(judge(answered(valid))).toBeUndefined();
  });

  it('hands on code, reason and fix that the agent gives', () => {
    const body = 'IAMRA414 Role web does not trust it. Fix: iamra role add web\n';
    expect(judge(answered({}, 503, body))).toEqual({
      code: 'IAMRA414',
      severity: 'fail',
      message: 'The agent of pod shop/web-1: Role web does not trust it.',
      fix: 'iamra role add web',
    });
  });

  it('only warns of an agent that has just started', () => {
    const body = 'IAMRA423 No session was created yet. Fix: wait\n';
    expect(judge(answered({}, 503, body))).toMatchObject({ code: 'IAMRA423', severity: 'warn' });
  });

  it.each<[string, AgentReport['answer'], string]>([
    ['does not answer', { kind: 'unreachable', reason: 'connection refused' }, 'IAMRA425'],
    ['answers nonsense', answered({}, 500, 'oops'), 'IAMRA425'],
    ['does not run', { kind: 'not-running', reason: 'ImagePullBackOff' }, 'IAMRA425'],
    [
      'ended with a reason',
      { kind: 'not-running', reason: 'IAMRA402 The key cannot be used. Fix: check' },
      'IAMRA402',
    ],
    [
      'serves what has expired',
      answered({ credentials_expiry_timestamp_seconds: seconds - 1 }),
      'IAMRA426',
    ],
    [
      'has an expired certificate',
      answered({ certificate_expiry_timestamp_seconds: seconds - 1 }),
      'IAMRA427',
    ],
    ['has a wrong clock', answered({ clock_skew_seconds: -1800 }), 'IAMRA428'],
  ])('finds one that %s', (_, answer, code) => {
    expect(judge(answer)).toMatchObject({ code });
  });
});

describe("judgeAgent, of AWS's signing helper,", () => {
  const judge = (hasStarted: boolean, words: string) =>
    judgeAgent({ pod: optedInPod('web-1'), answer: { kind: 'helper', hasStarted, words } }, now);

  it('is content with one that has started and complained of nothing', () => {
    expect(judge(true, '')).toBeUndefined();
  });

  it('hands on why its startup probe fails', () => {
    expect(judge(false, 'Startup probe failed: Untrusted signing certificate')).toEqual({
      code: 'IAMRA437',
      severity: 'fail',
      message:
        "AWS's signing helper in pod shop/web-1 gets no session: Startup probe failed: Untrusted signing certificate",
      fix: 'kubectl describe pod --namespace shop web-1',
    });
  });

  it('only warns of one that has just started, and of what it has logged lately', () => {
    expect(judge(false, '')).toMatchObject({ code: 'IAMRA437', severity: 'warn' });
    expect(judge(true, '2026-06-01T11:59:00.000Z: EOF')).toMatchObject({
      code: 'IAMRA438',
      severity: 'warn',
    });
  });
});

describe('judgeAgents', () => {
  it("says of AWS's signing helpers that they cannot be asked", () => {
    const helper = { kind: 'helper', hasStarted: true, words: '' } as const;
    const valid = answered({ credentials_expiry_timestamp_seconds: seconds + 60 });
    expect(judgeAgents([{ pod: optedInPod('web-1'), answer: helper }], now)).toEqual({
      skipped: "1 pod has AWS's signing helper, which cannot be asked: docs/signing-helper.md",
    });
    const both = [helper, helper, valid].map((answer) => ({ pod: optedInPod('web-1'), answer }));
    expect(judgeAgents(both, now)).toMatchObject({
      findings: [],
      detail: expect.stringMatching(/; 2 pods have AWS's signing helper, /) as string,
    });
  });

  it('says one sentence for all pods of a Deployment with the same trouble', () => {
    const answer = answered({}, 503, 'IAMRA414 Not trusted. Fix: iamra init\n');
    const verdict = judgeAgents(
      [
        { pod: optedInPod('web-1'), answer },
        { pod: optedInPod('web-2'), answer },
      ],
      now,
    );
    expect(verdict).toMatchObject({
      findings: [{ message: expect.stringMatching(/^2 pods of Deployment shop\/web/) as string }],
    });
  });

  it('tells when the first credentials end', () => {
    const answer = answered({ credentials_expiry_timestamp_seconds: seconds + 60 });
    expect(judgeAgents([{ pod: optedInPod('web-1'), answer }], now)).toEqual({
      findings: [],
      detail: '1 pod; the first credentials end at 2026-06-01T12:01:00.000Z if not renewed',
    });
  });

  it('warns once where the proxy is forbidden, and skips where no pod has the agent', () => {
    const answer = { kind: 'forbidden', reason: 'cannot get pods/proxy' } as const;
    const reports = [optedInPod('web-1'), optedInPod('web-2')].map((each) => ({
      pod: each,
      answer,
    }));
    expect(judgeAgents(reports, now)).toMatchObject({
      findings: [{ code: 'IAMRA151', severity: 'warn' }],
    });
    expect(judgeAgents([], now)).toHaveProperty('skipped');
  });
});

describe('judgeWaitingWorkload', () => {
  it('warns, with the message of the last attempt', () => {
    const workload = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      namespace: 'shop',
      name: 'web-5d',
      missingPods: 2,
      message: 'failed calling webhook',
    };
    expect(judgeWaitingWorkload(workload)).toMatchObject({
      code: 'IAMRA140',
      severity: 'warn',
      message: 'ReplicaSet shop/web-5d lacks 2 pods: failed calling webhook',
      fix: 'iamra doctor --fix',
    });
  });
});
