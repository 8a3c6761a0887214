import { describe, expect, it } from 'vitest';
import { agentVariable } from '../../../../src/core/injection/agent/agent-variable.ts';
import type { InjectionSettings } from '../../../../src/core/injection/injection-settings.ts';
import { planInjection } from '../../../../src/core/injection/plan-injection.ts';
import type { PodSpec } from '../../../../src/core/injection/pod/pod.ts';
import { planRemoval } from '../../../../src/core/injection/removal/plan-removal.ts';
import { applyPatch } from '../../../../src/core/json-patch/apply-patch.ts';
import {
  type AdmittedContainer,
  type AdmittedPod,
  admit,
  anchorArn,
  asked,
  input,
  type PodParts,
  pod,
  profileArn,
  refusal,
  roleArn,
  settings,
  variables,
  warnings,
} from '../../../fixtures/pods.ts';

const program = '/usr/local/bin/aws_signing_helper';
const certificate = '--certificate=/var/run/iamra/certificate/tls.crt';
const privateKey = '--private-key=/var/run/iamra/certificate/tls.key';
const chosen = { 'iamra.dev/sidecar': 'aws-signing-helper' };

const asking = (more: Readonly<Record<string, string>> = {}): PodParts =>
  asked({ ...chosen, ...more });

function helperOf(parts: PodParts, how: InjectionSettings = settings): AdmittedContainer {
  const [helper] = admit(input(parts), how).spec.initContainers;
  if (helper === undefined) throw new Error('no sidecar');
  return helper;
}

describe("AWS's signing helper in the agent's place", () => {
  it('is first, with the name and restartPolicy that the guard looks for', () => {
    const initContainers = [{ name: 'migrate', image: 'example.com/migrate:1' }];
    const { spec } = admit(input({ ...asking(), spec: { initContainers } }));
    expect(spec.initContainers.map(({ name }) => name)).toEqual(['iamra-agent', 'migrate']);
    expect(spec.initContainers[0]).toMatchObject({
      image: settings.signingHelper.image,
      restartPolicy: 'Always',
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
  });

  it('serves what its variables say, which are those that the agent would have', () => {
    const helper = helperOf(asking());
    expect(helper.command).toEqual([program]);
    expect(helper.args).toEqual([
      'serve',
      certificate,
      privateKey,
      '--role-arn=$(IAMRA_ROLE_ARN)',
      '--profile-arn=$(IAMRA_PROFILE_ARN)',
      '--trust-anchor-arn=$(IAMRA_TRUST_ANCHOR_ARN)',
      '--role-session-name=$(IAMRA_SESSION_NAME)',
      '--port=$(IAMRA_CREDENTIALS_PORT)',
      '--hop-limit=1',
    ]);
    expect(variables(helper)).toEqual({
      IAMRA_SESSION_NAME: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
      IAMRA_ROLE_ARN: roleArn,
      IAMRA_PROFILE_ARN: profileArn,
      IAMRA_TRUST_ANCHOR_ARN: anchorArn,
      IAMRA_REGION: 'eu-west-1',
      IAMRA_CREDENTIALS_PORT: '9911',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      HOME: '/',
    });
  });

  it('gets what annotations and the installation decide', () => {
    const helper = helperOf(
      asking({
        'iamra.dev/session-duration': '900',
        'iamra.dev/session-name': 'web@home',
        'iamra.dev/region': 'us-east-1',
      }),
      {
        ...settings,
        ports: { credentials: 8001, health: 8002 },
        endpointUrl: 'https://vpce.example.com',
        caBundle: { configMap: 'ca', key: 'bundle.pem' },
        signingHelper: { ...settings.signingHelper, imagePullPolicy: 'Always' },
      },
    );
    expect(helper).toMatchObject({ imagePullPolicy: 'Always' });
    expect(helper.args).toEqual(
      expect.arrayContaining([
        '--endpoint=$(IAMRA_ENDPOINT_URL)',
        '--session-duration=$(IAMRA_SESSION_DURATION)',
      ]),
    );
    expect(variables(helper)).toMatchObject({
      IAMRA_SESSION_DURATION: '900',
      IAMRA_SESSION_NAME: 'web@home',
      IAMRA_CREDENTIALS_PORT: '8001',
      IAMRA_ENDPOINT_URL: 'https://vpce.example.com',
      SSL_CERT_DIR: '/var/run/iamra/ca-bundle',
    });
  });

  it('leads SDKs to instance metadata alone, and mounts no token in their containers', () => {
    const [app] = admit(input(asking())).spec.containers;
    expect(variables(app)).toEqual({
      AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9911',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
    expect(app?.volumeMounts).toBeUndefined();
    const env = [{ name: 'AWS_EC2_METADATA_DISABLED', value: 'true' }];
    expect(warnings(input({ ...asking(), container: { env } }))[0]).toContain('IAMRA322');
  });

  it('has no API token: ours is mounted in its place', () => {
    expect(helperOf(asking()).volumeMounts).toEqual([
      {
        name: 'iamra-token',
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
        readOnly: true,
      },
      { name: 'iamra-certificate', mountPath: '/var/run/iamra/certificate', readOnly: true },
    ]);
  });

  it('holds the app back until AWS gives a session, which a command of the image asks for', () => {
    expect(helperOf(asking()).startupProbe).toEqual({
      exec: {
        command: [
          program,
          'update',
          '--once',
          certificate,
          privateKey,
          `--role-arn=${roleArn}`,
          `--profile-arn=${profileArn}`,
          `--trust-anchor-arn=${anchorArn}`,
          '--session-duration=900',
          '--role-session-name=iamra-startup-probe',
        ],
      },
      periodSeconds: 15,
      timeoutSeconds: 10,
      failureThreshold: 86_400,
    });
  });

  it('with require-credentials: "false" only wants to read the certificate first', () => {
    const { startupProbe } = helperOf(asking({ 'iamra.dev/require-credentials': 'false' }));
    expect(startupProbe).toEqual({
      exec: { command: [program, 'read-certificate-data', certificate] },
      periodSeconds: 1,
      timeoutSeconds: 5,
      failureThreshold: 86_400,
    });
  });

  it('keeps a “$” of a path from the expansion that the kubelet makes, in the probe too', () => {
    const arn = 'arn:aws:iam::123456789012:role/$(HOME)/web';
    const helper = helperOf(asked({ ...chosen, 'iamra.dev/role-arn': arn }));
    const escaped = 'arn:aws:iam::123456789012:role/$$(HOME)/web';
    expect(variables(helper)['IAMRA_ROLE_ARN']).toBe(escaped);
    expect(JSON.stringify(helper.startupProbe)).toContain(`--role-arn=${escaped}`);
  });

  it('has the security context of the agent and resources of its own', () => {
    const agent = admit(input()).spec.initContainers[0];
    const helper = helperOf(asking());
    expect(helper.securityContext).toEqual(agent?.securityContext);
    expect(helper.resources).toEqual({ requests: settings.signingHelper.resources });
    const limits = { cpu: '1', memory: '1Gi' };
    const guaranteed = helperOf({ ...asking(), container: { resources: { limits } } });
    const { resources } = settings.signingHelper;
    expect(guaranteed.resources).toEqual({ requests: resources, limits: resources });
  });
});

describe('who chooses', () => {
  const byDefault: InjectionSettings = {
    ...settings,
    defaults: { ...settings.defaults, sidecar: 'aws-signing-helper' },
  };

  it('is the installation, where pod and ServiceAccount say nothing', () => {
    expect(helperOf({}, byDefault).command).toEqual([program]);
    const [agent] = admit(input(asked({ 'iamra.dev/sidecar': 'agent' })), byDefault).spec
      .initContainers;
    expect(agent?.args).toEqual(['/app/agent.mjs']);
  });

  it('is the ServiceAccount for all of its pods', () => {
    const serviceAccount = { annotations: chosen };
    const [helper] = admit(input({}, { serviceAccount })).spec.initContainers;
    expect(helper?.command).toEqual([program]);
  });
});

describe('what the helper cannot do is refused', () => {
  it('such as the container endpoint, in the name of whoever asks for it', () => {
    const annotations = { 'iamra.dev/credentials-endpoint': 'container' };
    const message = "which AWS's signing helper does not have: it serves instance metadata alone";
    expect(refusal(input(asking(annotations)))).toEqual([
      `IAMRA309 iamra.dev/credentials-endpoint of the pod is “container”, ${message}`,
    ]);
    expect(refusal(input(asking(), { serviceAccount: { annotations } }))).toEqual([
      `IAMRA309 iamra.dev/credentials-endpoint of ServiceAccount “team-a/web” is “container”, ${message}`,
    ]);
    expect(
      planInjection(input(asking({ 'iamra.dev/credentials-endpoint': 'imds' })), settings).kind,
    ).toBe('inject');
  });

  it('such as cutting a long name to a session name', () => {
    const named = (name: string, parts: PodParts): string[] => {
      const given = { ...pod(parts), metadata: { ...(pod(parts)['metadata'] as object), name } };
      const decision = planInjection({ pod: given, namespace: 'team-a' }, settings);
      return decision.kind === 'refuse' ? decision.problems.map(({ code }) => code) : [];
    };
    expect(named('a'.repeat(65), asking())).toEqual(['IAMRA309']);
    expect(named('a', asking())).toEqual(['IAMRA309']);
    expect(named('a'.repeat(64), asking())).toEqual([]);
    expect(named('a'.repeat(65), asked({}))).toEqual([]);
    expect(named('a'.repeat(65), asking({ 'iamra.dev/session-name': 'web' }))).toEqual([]);
  });
});

describe('what looks at pods', () => {
  const admitted = admit(input(asking()));

  it('finds the settings where those of the agent are', () => {
    const spec = admitted.spec as unknown as PodSpec;
    expect(agentVariable(spec, 'IAMRA_ROLE_ARN')).toBe(roleArn);
    expect(agentVariable(spec, 'IAMRA_TRUST_ANCHOR_ARN')).toBe(anchorArn);
    expect(agentVariable(spec, 'IAMRA_HEALTH_PORT')).toBeUndefined();
  });

  it('planning again changes nothing', () => {
    expect(planInjection({ pod: admitted, namespace: 'team-a' }, settings)).toMatchObject({
      reason: 'already_injected',
    });
  });

  it('taking the injection out gives the pod back', () => {
    const removal = planRemoval(admitted);
    expect(removal).toMatchObject({ kind: 'remove', warnings: [] });
    const patch = removal.kind === 'remove' ? removal.patch : [];
    expect(applyPatch(admitted, patch)).toEqual(pod(asking()));
  });

  it('refuses a container of the name that is neither of ours', () => {
    const initContainers = [{ name: 'iamra-agent', command: ['/bin/sh'], args: ['serve'] }];
    expect(refusal(input({ ...asking(), spec: { initContainers } }))).toEqual([
      "IAMRA308 the pod has a container “iamra-agent” that is not iamra's",
    ]);
  });
});

describe('a pod that was injected with the other sidecar', () => {
  const change = (
    given: AdmittedPod,
    annotations: Readonly<Record<string, string>>,
  ): AdmittedPod => ({
    ...given,
    metadata: {
      ...given.metadata,
      annotations: { ...given.metadata.annotations, ...annotations },
    },
  });

  it.each([
    ['agent', 'aws-signing-helper'],
    ['aws-signing-helper', 'agent'],
  ])('with %s gets %s, and its containers what leads there', (before, after) => {
    const fresh = (sidecar: string): AdmittedPod =>
      admit(input(asked({ 'iamra.dev/sidecar': sidecar })));
    const changed = change(fresh(before), { 'iamra.dev/sidecar': after });
    const again = admit({ pod: changed, namespace: 'team-a' });
    const given = (pod: AdmittedPod): unknown => variables(pod.spec.containers[0]);
    expect(given(again)).toEqual(given(fresh(after)));
    expect(again.spec.initContainers).toEqual(fresh(after).spec.initContainers);
    expect(again.spec.containers[0]?.volumeMounts).toEqual(
      fresh(after).spec.containers[0]?.volumeMounts,
    );
    expect(planInjection({ pod: again, namespace: 'team-a' }, settings)).toMatchObject({
      reason: 'already_injected',
    });
  });
});
