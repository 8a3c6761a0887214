import { describe, expect, it } from 'vitest';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { problemsOf } from '../../../../fixtures/rule-problems.ts';

const image = 'example.com/sidecar:1';
const volumes = [
  { name: 'data', emptyDir: {} },
  { name: 'disk', persistentVolumeClaim: { claimName: 'disk' } },
];

function app(fields: object): object {
  return { volumes, containers: [{ name: 'sidecar', image, ...fields }] };
}

function init(fields: object): object {
  return { volumes, initContainers: [{ name: 'sidecar', image, ...fields }] };
}

function limits(resources: object): object {
  return app({ resources: { limits: resources } });
}

function expectProblem(spec: object, problem: string | undefined): void {
  expect(problemsOf(clusterRule(spec))).toEqual(problem === undefined ? [] : [problem]);
}

const good: ReadonlyArray<[string, object]> = [
  ['an init container that ends', init({})],
  [
    'a port of two protocols',
    app({ ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] }),
  ],
  ['a port on the host', app({ ports: [{ containerPort: 80, hostPort: 80 }] })],
  [
    'the same port by two protocols',
    app({ ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }] }),
  ],
  ['extended resources', limits({ 'nvidia.com/gpu': 1 })],
  ['huge pages', limits({ 'hugepages-2Mi': '4Mi', memory: '1Gi' })],
  [
    'equal requests in other units',
    app({ resources: { requests: { cpu: '1000m' }, limits: { cpu: 1 } } }),
  ],
  ['a probe that runs a program', app({ livenessProbe: { exec: { command: ['true'] } } })],
  ['a probe by gRPC', app({ readinessProbe: { grpc: { port: 80 } } })],
  [
    'a probe by HTTPS',
    app({
      startupProbe: {
        httpGet: { port: 'web', scheme: 'HTTPS', httpHeaders: [{ name: 'X-A', value: '' }] },
      },
    }),
  ],
  [
    'a probe of a native sidecar',
    init({ restartPolicy: 'Always', startupProbe: { tcpSocket: { port: 80 } } }),
  ],
];

const bad: ReadonlyArray<[string, object, string]> = [
  ['no name', { containers: [{ image }] }, 'IAMRA342 spec.containers[0].name'],
  ['a bad name', app({ name: 'A_b' }), 'IAMRA343 spec.containers[0].name'],
  ['a long name', app({ name: 'a'.repeat(64) }), 'IAMRA343 spec.containers[0].name'],
  ['no image', { containers: [{ name: 'a' }] }, 'IAMRA342 spec.containers[0].image'],
  ['an empty image', app({ image: '' }), 'IAMRA342 spec.containers[0].image'],
  ['blanks around the image', app({ image: ' a' }), 'IAMRA343 spec.containers[0].image'],
  [
    'another pull policy',
    app({ imagePullPolicy: 'always' }),
    'IAMRA343 spec.containers[0].imagePullPolicy',
  ],
  [
    'another termination policy',
    app({ terminationMessagePolicy: 'x' }),
    'IAMRA343 spec.containers[0].terminationMessagePolicy',
  ],
  [
    'a name twice',
    { containers: [{ name: 'a', image }], initContainers: [{ name: 'a', image }] },
    'IAMRA344 spec.containers[0].name',
  ],
  [
    'restartPolicy of a container',
    app({ restartPolicy: 'Always' }),
    'IAMRA348 spec.containers[0].restartPolicy',
  ],
  [
    'another restartPolicy',
    init({ restartPolicy: 'Never' }),
    'IAMRA348 spec.initContainers[0].restartPolicy',
  ],
  [
    'rules of restarting',
    app({ restartPolicyRules: [] }),
    'IAMRA348 spec.containers[0].restartPolicyRules',
  ],
  [
    'a probe of an init container',
    init({ readinessProbe: { grpc: { port: 1 } } }),
    'IAMRA348 spec.initContainers[0].readinessProbe',
  ],
  [
    'a hook of an init container',
    init({ lifecycle: {} }),
    'IAMRA348 spec.initContainers[0].lifecycle',
  ],
  [
    'resizing an init container',
    init({ resizePolicy: [] }),
    'IAMRA348 spec.initContainers[0].resizePolicy',
  ],
  [
    'restarts on resizing',
    app({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }),
    'IAMRA343 spec.containers[0].resizePolicy[0].restartPolicy',
  ],
  [
    'a port name of 16 characters',
    app({ ports: [{ name: 'a234567890123456', containerPort: 1 }] }),
    'IAMRA343 spec.containers[0].ports[0].name',
  ],
  [
    'a port name of digits',
    app({ ports: [{ name: '80', containerPort: 1 }] }),
    'IAMRA343 spec.containers[0].ports[0].name',
  ],
  [
    'a port name with two dashes',
    app({ ports: [{ name: 'a--b', containerPort: 1 }] }),
    'IAMRA343 spec.containers[0].ports[0].name',
  ],
  [
    'a port name twice',
    app({
      ports: [
        { name: 'a', containerPort: 1 },
        { name: 'a', containerPort: 2 },
      ],
    }),
    'IAMRA344 spec.containers[0].ports[1].name',
  ],
  [
    'no port',
    app({ ports: [{ name: 'a' }] }),
    'IAMRA342 spec.containers[0].ports[0].containerPort',
  ],
  [
    'port 0',
    app({ ports: [{ containerPort: 0 }] }),
    'IAMRA343 spec.containers[0].ports[0].containerPort',
  ],
  [
    'port 65536',
    app({ ports: [{ containerPort: 65536 }] }),
    'IAMRA343 spec.containers[0].ports[0].containerPort',
  ],
  [
    'another protocol',
    app({ ports: [{ containerPort: 1, protocol: 'tcp' }] }),
    'IAMRA343 spec.containers[0].ports[0].protocol',
  ],
  [
    'another port on the host',
    app({ ports: [{ containerPort: 80, hostPort: 8080 }] }),
    'IAMRA348 spec.containers[0].ports[0].hostPort',
  ],
  [
    'a host port twice',
    {
      containers: [
        { name: 'a', image, ports: [{ containerPort: 80, hostPort: 80 }] },
        { name: 'b', image, ports: [{ containerPort: 80, hostPort: 80 }] },
      ],
    },
    'IAMRA344 spec.containers[1].ports[0].hostPort',
  ],
  [
    'a port of two containers, which on the host network is one',
    {
      containers: [
        { name: 'a', image, ports: [{ containerPort: 80 }] },
        { name: 'b', image, ports: [{ containerPort: 80, protocol: 'TCP' }] },
      ],
    },
    'IAMRA344 spec.containers[1].ports[0].containerPort',
  ],
  [
    'a port of a container twice',
    app({
      ports: [
        { name: 'a', containerPort: 80 },
        { name: 'b', containerPort: 80 },
      ],
    }),
    'IAMRA344 spec.containers[0].ports[1].containerPort',
  ],
  ['a bad quantity', limits({ cpu: '1 core' }), 'IAMRA347 spec.containers[0].resources.limits.cpu'],
  [
    'a negative quantity',
    limits({ memory: '-1' }),
    'IAMRA347 spec.containers[0].resources.limits.memory',
  ],
  ['an unknown resource', limits({ gpu: 1 }), 'IAMRA347 spec.containers[0].resources.limits.gpu'],
  [
    'half a GPU',
    limits({ 'nvidia.com/gpu': '0.5' }),
    'IAMRA347 spec.containers[0].resources.limits[nvidia.com/gpu]',
  ],
  [
    'a GPU without limit',
    app({ resources: { requests: { 'nvidia.com/gpu': 1 } } }),
    'IAMRA347 spec.containers[0].resources.requests[nvidia.com/gpu]',
  ],
  ['huge pages alone', limits({ 'hugepages-2Mi': '2Mi' }), 'IAMRA347 spec.containers[0].resources'],
  [
    'half a huge page',
    limits({ 'hugepages-2Mi': '1Mi', cpu: 1 }),
    'IAMRA347 spec.containers[0].resources.limits.hugepages-2Mi',
  ],
  [
    'requests over limits',
    app({ resources: { requests: { cpu: '1500m' }, limits: { cpu: 1 } } }),
    'IAMRA347 spec.containers[0].resources.requests.cpu',
  ],
  [
    'claims',
    app({ resources: { claims: [{ name: 'a' }] } }),
    'IAMRA348 spec.containers[0].resources.claims',
  ],
  [
    'a probe of nothing',
    app({ livenessProbe: { periodSeconds: 1 } }),
    'IAMRA346 spec.containers[0].livenessProbe',
  ],
  [
    'a probe of two things',
    app({ livenessProbe: { exec: { command: ['a'] }, grpc: { port: 1 } } }),
    'IAMRA346 spec.containers[0].livenessProbe.grpc',
  ],
  [
    'a probe of no port',
    app({ livenessProbe: { httpGet: {} } }),
    'IAMRA342 spec.containers[0].livenessProbe.httpGet.port',
  ],
  [
    'a probe of no program',
    app({ livenessProbe: { exec: {} } }),
    'IAMRA342 spec.containers[0].livenessProbe.exec.command',
  ],
  [
    'a probe by another scheme',
    app({ livenessProbe: { httpGet: { port: 1, scheme: 'http' } } }),
    'IAMRA343 spec.containers[0].livenessProbe.httpGet.scheme',
  ],
  [
    'a probe with a bad header',
    app({ livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'a b', value: '' }] } } }),
    'IAMRA343 spec.containers[0].livenessProbe.httpGet.httpHeaders[0].name',
  ],
  [
    'a probe before the start',
    app({ livenessProbe: { grpc: { port: 1 }, initialDelaySeconds: -1 } }),
    'IAMRA343 spec.containers[0].livenessProbe.initialDelaySeconds',
  ],
  [
    'two successes of life',
    app({ livenessProbe: { grpc: { port: 1 }, successThreshold: 2 } }),
    'IAMRA343 spec.containers[0].livenessProbe.successThreshold',
  ],
  [
    'grace for being not ready',
    app({ readinessProbe: { grpc: { port: 1 }, terminationGracePeriodSeconds: 5 } }),
    'IAMRA346 spec.containers[0].readinessProbe.terminationGracePeriodSeconds',
  ],
  [
    'a hook that does nothing',
    app({ lifecycle: { preStop: {} } }),
    'IAMRA346 spec.containers[0].lifecycle.preStop',
  ],
  [
    'a long sleep',
    app({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }),
    'IAMRA343 spec.containers[0].lifecycle.preStop.sleep.seconds',
  ],
  [
    'a stop signal',
    app({ lifecycle: { stopSignal: 'SIGTERM' } }),
    'IAMRA348 spec.containers[0].lifecycle.stopSignal',
  ],
];

describe('containers of a rule', () => {
  it.each(good)('may have %s', (_what, spec) => {
    expectProblem(spec, undefined);
  });

  it.each(bad)('cannot have %s', (_what, spec, problem) => {
    expectProblem(spec, problem);
  });
});
