import { describe, expect, it } from 'vitest';
import {
  containerEnvironment,
  judgeContainerEnvironment,
} from '../../../../src/core/checks/container-environment.ts';
import type { OptedInPod } from '../../../../src/core/checks/workload-facts.ts';
import type { EnvironmentVariable, Pod } from '../../../../src/core/injection/pod/pod.ts';
import { optedInPod } from '../../../fixtures/opted-in-pod.ts';
import { admit, asked, input, type PodParts } from '../../../fixtures/pods.ts';

/** A pod as it is after the webhook. */
function pod(env: readonly EnvironmentVariable[], parts: PodParts = {}): OptedInPod {
  const { spec } = admit(input({ ...parts, container: { env } })) as unknown as Pod;
  return optedInPod('web-1', { spec });
}

const set = (name: string, value = 'x'): EnvironmentVariable => ({ name, value });
const imds = asked({ 'iamra.dev/credentials-endpoint': 'imds' });

function texts(...pods: readonly OptedInPod[]): string[] {
  return judgeContainerEnvironment(pods).map(({ code, message }) => `${code} ${message}`);
}

describe('judgeContainerEnvironment', () => {
  it('finds nothing in a pod as the webhook leaves it, whichever endpoint it leads to', () => {
    expect(texts(pod([]), pod([], imds))).toEqual([]);
  });

  it('leaves the region and envFrom to the app', () => {
    expect(texts(pod([set('AWS_REGION', 'us-east-1')]))).toEqual([]);
  });

  it.each([
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  ])('names %s, which SDKs look at first, and the workload, once for all its pods', (name) => {
    expect(texts(pod([set(name)]), pod([set(name)]))).toEqual([
      `IAMRA322 Deployment shop/web: container “web” sets ${name}, so that AWS SDKs may not use the injected credentials.`,
    ]);
  });

  it('names AWS_EC2_METADATA_DISABLED where instance metadata is all that SDKs get', () => {
    const disabled = [set('AWS_EC2_METADATA_DISABLED', 'true')];
    expect(texts(pod(disabled))).toEqual([]);
    expect(texts(pod(disabled, imds))).toEqual([
      expect.stringMatching(/^IAMRA322 .* AWS_EC2_METADATA_DISABLED/),
    ]);
  });

  it.each(['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_EC2_METADATA_SERVICE_ENDPOINT'])(
    'names a %s that leads elsewhere',
    (name) => {
      const elsewhere = set(name, 'http://169.254.170.23/v1/credentials');
      expect(texts(pod([elsewhere])).join()).toContain(name);
    },
  );

  it('names a proxy without NO_PROXY, and how it is mended', () => {
    const proxy = set('HTTP_PROXY', 'http://proxy.example:3128');
    expect(judgeContainerEnvironment([pod([proxy])])).toMatchObject([
      { code: 'IAMRA324', severity: 'warn', fix: expect.stringContaining('NO_PROXY') as string },
    ]);
    expect(texts(pod([proxy, set('NO_PROXY', '10.0.0.0/8,127.0.0.1')]))).toEqual([]);
  });

  it('is skipped where no pod has the agent', () => {
    const pods = [optedInPod('web-1', { agent: undefined })];
    expect(containerEnvironment.judge({ pods }, new Date())).toHaveProperty('skipped');
  });
});
