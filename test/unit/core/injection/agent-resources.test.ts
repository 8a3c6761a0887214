import { describe, expect, it } from 'vitest';
import { planInjection } from '../../../../src/core/injection/plan-injection.ts';
import { admit, input, settings } from '../../../fixtures/pods.ts';

describe('the resources of the agent', () => {
  const requests = { cpu: '20m', memory: '48Mi' };
  const agentOf = (resources: unknown, spec: object = {}): unknown =>
    admit(input({ container: { resources }, spec: { ...spec } })).spec.initContainers[0]?.resources;

  it('are requests, without limits', () => {
    expect(agentOf(undefined)).toEqual({ requests });
    expect(agentOf({ requests: { cpu: 1, memory: '1Gi' }, limits: { memory: '1Gi' } })).toEqual({
      requests,
    });
    expect(
      agentOf({ requests: { cpu: 1, memory: '1Gi' }, limits: { cpu: 2, memory: '1Gi' } }),
    ).toEqual({ requests });
    expect(agentOf({ limits: { cpu: 'much', memory: 'more' }, requests: { cpu: 'less' } })).toEqual(
      { requests },
    );
  });

  it.each([
    [{ limits: { cpu: '1', memory: '1Gi' } }],
    [{ limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: '1000m', memory: '1024Mi' } }],
    [{ limits: { cpu: '300m', memory: '1e9' }, requests: { cpu: '0.3', memory: '1G' } }],
    [{ limits: { cpu: '1k', memory: '1.5Gi' }, requests: { cpu: '1000', memory: '1536Mi' } }],
    [{ limits: { cpu: '5u', memory: '1' }, requests: { cpu: '5000n', memory: '+1.' } }],
  ])('are limits too in the Guaranteed pod with %j', (resources) => {
    expect(agentOf(resources)).toEqual({ requests, limits: requests });
  });

  it('are none in a pod that has resources as a whole', () => {
    const resources = { requests: { cpu: '1' } };
    expect(admit(input({ spec: { resources } })).spec.initContainers[0]).not.toHaveProperty(
      'resources',
    );
  });

  it('stay as they are when the planner is called again', () => {
    const limits = { cpu: '1', memory: '1Gi' };
    const admitted = admit(input({ container: { resources: { limits } } }));
    expect(planInjection({ pod: admitted, namespace: 'team-a' }, settings).kind).toBe('skip');
  });
});
