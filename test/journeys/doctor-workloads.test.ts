import { describe, expect, it } from 'vitest';
import { healthy } from '../cli/support/doctor-stage.ts';
import { answerAsAgent } from '../cli/support/running-workload.ts';

interface InjectedPod {
  readonly spec: { readonly containers: ReadonlyArray<{ readonly env?: readonly object[] }> };
}

describe('iamra doctor, where a workload keeps its SDK from the agent', () => {
  it('says why pods on the host network have no agent, in place of advice to make new ones', async () => {
    const { cluster, doctor } = await healthy();
    const pod = cluster.api.get('Pod', 'default/web-5d-abc') as unknown as { spec: object };
    cluster.api.put({ ...pod, spec: { ...pod.spec, initContainers: [], hostNetwork: true } });
    const result = await doctor('--only', 'missing-agents');
    expect(result.checks[0]?.findings).toMatchObject([
      { code: 'IAMRA305', fix: expect.stringContaining('remove hostNetwork') as string },
    ]);
  });

  it('names variables that lead SDKs past the agent', async () => {
    const { cluster, doctor } = await healthy();
    const pod = cluster.api.get('Pod', 'default/web-5d-abc') as unknown as InjectedPod;
    const [app] = pod.spec.containers;
    const env = [
      ...(app?.env ?? []),
      { name: 'AWS_PROFILE', value: 'dev' },
      { name: 'HTTP_PROXY', value: 'http://proxy.example:3128' },
    ];
    cluster.api.put({ ...pod, spec: { ...pod.spec, containers: [{ ...app, env }] } });
    const result = await doctor('--only', 'container-environment');
    expect(result).toMatchObject({ ok: true, exitCode: 0 });
    expect(result.checks[0]?.findings).toMatchObject([
      {
        code: 'IAMRA322',
        message: expect.stringContaining('Deployment default/web: container “app”') as string,
        fix: 'remove AWS_PROFILE from container “app”',
      },
      { code: 'IAMRA324', fix: expect.stringContaining('NO_PROXY') as string },
    ]);
  });

  it('names an SDK that sends no token, and the annotation for it', async () => {
    const { cluster, agentAnswers, doctor } = await healthy();
    agentAnswers();
    const counters = 'iamra_agent_requests_total{endpoint="container",status="401"} 3\n';
    answerAsAgent(cluster.api, { status: 200, body: 'ok\n' }, counters);
    const result = await doctor('--only', 'sdk-requests');
    expect(result).toMatchObject({ ok: false, exitCode: 1 });
    expect(result.checks[0]?.findings).toMatchObject([
      {
        code: 'IAMRA445',
        fix: expect.stringMatching(/deployment\/web --patch .*credentials-endpoint/) as string,
      },
    ]);
  });
});
