import { describe, expect, it } from 'vitest';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { problemsOf } from '../../../../fixtures/rule-problems.ts';

type Case = readonly [what: string, value: object, problem: string];

function below(prefix: string, problem: string): string {
  const [code = '', path = ''] = problem.split(' ');
  return `${code} spec.${prefix}${path}`;
}

describe('variables of a rule', () => {
  const env = (variable: object): object => ({ env: [{ name: 'A', ...variable }] });
  const cases: readonly Case[] = [
    ['no name', { name: '' }, 'IAMRA342 .name'],
    ['a name that begins with a digit', { name: '1A' }, 'IAMRA343 .name'],
    ['a name with a blank', { name: 'A B' }, 'IAMRA343 .name'],
    [
      'a value twice',
      { value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      'IAMRA346 .valueFrom',
    ],
    ['a value from nowhere', { valueFrom: {} }, 'IAMRA346 .valueFrom'],
    [
      'a value from two',
      {
        valueFrom: {
          fieldRef: { fieldPath: 'metadata.name' },
          secretKeyRef: { name: 'a', key: 'b' },
        },
      },
      'IAMRA346 .valueFrom.secretKeyRef',
    ],
    [
      'an unknown field',
      { valueFrom: { fieldRef: { fieldPath: 'spec.hostname' } } },
      'IAMRA343 .valueFrom.fieldRef.fieldPath',
    ],
    [
      'all labels',
      { valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } },
      'IAMRA343 .valueFrom.fieldRef.fieldPath',
    ],
    [
      'a field of no pod',
      { valueFrom: { fieldRef: {} } },
      'IAMRA342 .valueFrom.fieldRef.fieldPath',
    ],
    [
      'an unknown resource',
      { valueFrom: { resourceFieldRef: { resource: 'limits.gpu' } } },
      'IAMRA343 .valueFrom.resourceFieldRef.resource',
    ],
    [
      'an odd divisor',
      { valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '3Mi' } } },
      'IAMRA343 .valueFrom.resourceFieldRef.divisor',
    ],
    [
      'CPUs by the thousand',
      { valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1k' } } },
      'IAMRA343 .valueFrom.resourceFieldRef.divisor',
    ],
    [
      'a key of no Secret',
      { valueFrom: { secretKeyRef: { key: 'a' } } },
      'IAMRA342 .valueFrom.secretKeyRef.name',
    ],
    [
      'no key',
      { valueFrom: { configMapKeyRef: { name: 'a' } } },
      'IAMRA342 .valueFrom.configMapKeyRef.key',
    ],
    [
      'a bad key',
      { valueFrom: { configMapKeyRef: { name: 'a', key: 'b c' } } },
      'IAMRA343 .valueFrom.configMapKeyRef.key',
    ],
    [
      'a bad Secret',
      { valueFrom: { secretKeyRef: { name: 'A', key: 'b' } } },
      'IAMRA343 .valueFrom.secretKeyRef.name',
    ],
    [
      'a file of no volume',
      { valueFrom: { fileKeyRef: { volumeName: 'a', path: 'b', key: 'c' } } },
      'IAMRA345 .valueFrom.fileKeyRef.volumeName',
    ],
  ];

  it.each(cases)('cannot have %s', (_what, variable, problem) => {
    expect(problemsOf(clusterRule(env(variable)))).toEqual([below('env[0]', problem)]);
  });

  it.each([
    ['a variable twice', { env: [{ name: 'A' }, { name: 'A' }] }, 'IAMRA344 spec.env[1].name'],
    ['variables from nowhere', { envFrom: [{ prefix: 'A' }] }, 'IAMRA346 spec.envFrom[0]'],
    [
      'variables from two',
      { envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'a' } }] },
      'IAMRA346 spec.envFrom[0].secretRef',
    ],
    [
      'variables of no Secret',
      { envFrom: [{ secretRef: {} }] },
      'IAMRA342 spec.envFrom[0].secretRef.name',
    ],
    [
      'a bad prefix',
      { envFrom: [{ prefix: '1', secretRef: { name: 'a' } }] },
      'IAMRA343 spec.envFrom[0].prefix',
    ],
  ])('cannot be %s', (_what, spec, problem) => {
    expect(problemsOf(clusterRule(spec))).toEqual([problem]);
  });
});

describe('volumes of a rule', () => {
  const signer = { signerName: 'example.com/a', keyType: 'ED25519' };
  const projected = (...sources: object[]): object => ({ projected: { sources } });
  const claim = (spec: object): object => ({ ephemeral: { volumeClaimTemplate: { spec } } });
  const storage = { resources: { requests: { storage: '1Gi' } } };
  const inTemplate = '.ephemeral.volumeClaimTemplate';
  const cases: readonly Case[] = [
    ['no source', {}, 'IAMRA346 '],
    ['two sources', { emptyDir: {}, secret: { secretName: 'a' } }, 'IAMRA346 .secret'],
    ['a bad name', { name: 'a.b', emptyDir: {} }, 'IAMRA343 .name'],
    ['no ConfigMap', { configMap: {} }, 'IAMRA342 .configMap.name'],
    ['no Secret', { secret: {} }, 'IAMRA342 .secret.secretName'],
    [
      'a bad mode',
      { secret: { secretName: 'a', defaultMode: 512 } },
      'IAMRA343 .secret.defaultMode',
    ],
    [
      'a file that leaves',
      { configMap: { name: 'a', items: [{ key: 'a', path: '../a' }] } },
      'IAMRA343 .configMap.items[0].path',
    ],
    [
      'an absolute file',
      { configMap: { name: 'a', items: [{ key: 'a', path: '/a' }] } },
      'IAMRA343 .configMap.items[0].path',
    ],
    [
      'a file of no key',
      { configMap: { name: 'a', items: [{ path: 'a' }] } },
      'IAMRA342 .configMap.items[0].key',
    ],
    ['a bad size', { emptyDir: { sizeLimit: 'big' } }, 'IAMRA347 .emptyDir.sizeLimit'],
    ['no path of the host', { hostPath: {} }, 'IAMRA342 .hostPath.path'],
    ['a path that leaves', { hostPath: { path: '/a/../b' } }, 'IAMRA343 .hostPath.path'],
    ['another type of path', { hostPath: { path: '/a', type: 'Dir' } }, 'IAMRA343 .hostPath.type'],
    ['no claim', { persistentVolumeClaim: {} }, 'IAMRA342 .persistentVolumeClaim.claimName'],
    ['a relative export', { nfs: { server: 'a', path: 'b' } }, 'IAMRA343 .nfs.path'],
    ['no image', { image: {} }, 'IAMRA342 .image.reference'],
    ['no driver', { csi: {} }, 'IAMRA342 .csi.driver'],
    ['a long driver', { csi: { driver: 'a'.repeat(64) } }, 'IAMRA343 .csi.driver'],
    [
      'a Secret of no name',
      { csi: { driver: 'a', nodePublishSecretRef: {} } },
      'IAMRA342 .csi.nodePublishSecretRef.name',
    ],
    [
      'a file of nothing',
      { downwardAPI: { items: [{ path: 'a' }] } },
      'IAMRA346 .downwardAPI.items[0]',
    ],
    [
      'a file of a field that files cannot hold',
      { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] } },
      'IAMRA343 .downwardAPI.items[0].fieldRef.fieldPath',
    ],
    [
      'resources of no container',
      { downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } },
      'IAMRA342 .downwardAPI.items[0].resourceFieldRef.containerName',
    ],
    [
      'a projection of two',
      projected({ secret: { name: 'a' }, configMap: { name: 'a' } }),
      'IAMRA346 .projected.sources[0].secret',
    ],
    ['a projection of nothing', projected({}), 'IAMRA346 .projected.sources[0]'],
    [
      'one file twice',
      projected(
        { serviceAccountToken: { path: 'a' } },
        { secret: { name: 'b', items: [{ key: 'a', path: 'a' }] } },
      ),
      'IAMRA344 .projected.sources[1].secret',
    ],
    [
      'a token for a minute',
      projected({ serviceAccountToken: { path: 'a', expirationSeconds: 60 } }),
      'IAMRA343 .projected.sources[0].serviceAccountToken.expirationSeconds',
    ],
    [
      'trust in two',
      projected({ clusterTrustBundle: { path: 'a', name: 'a', signerName: 'example.com/a' } }),
      'IAMRA346 .projected.sources[0].clusterTrustBundle.signerName',
    ],
    [
      'trust in one by labels',
      projected({ clusterTrustBundle: { path: 'a', name: 'a', labelSelector: {} } }),
      'IAMRA346 .projected.sources[0].clusterTrustBundle.labelSelector',
    ],
    [
      'a certificate nowhere',
      projected({ podCertificate: signer }),
      'IAMRA342 .projected.sources[0].podCertificate',
    ],
    [
      'a key of another type',
      projected({ podCertificate: { ...signer, keyPath: 'a', keyType: 'RSA' } }),
      'IAMRA343 .projected.sources[0].podCertificate.keyType',
    ],
    [
      'a signer without domain',
      projected({ podCertificate: { ...signer, keyPath: 'a', signerName: 'a/b' } }),
      'IAMRA343 .projected.sources[0].podCertificate.signerName',
    ],
    ['no template', { ephemeral: {} }, 'IAMRA342 .ephemeral.volumeClaimTemplate'],
    [
      'no storage',
      claim({ accessModes: ['ReadWriteOnce'] }),
      `IAMRA342 ${inTemplate}.spec.resources.requests.storage`,
    ],
    [
      'storage of 0',
      claim({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '0' } } }),
      `IAMRA347 ${inTemplate}.spec.resources.requests.storage`,
    ],
    ['no access', claim(storage), `IAMRA342 ${inTemplate}.spec.accessModes`],
    [
      'another access',
      claim({ ...storage, accessModes: ['Write'] }),
      `IAMRA343 ${inTemplate}.spec.accessModes[0]`,
    ],
    [
      'two sorts of access',
      claim({ ...storage, accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'] }),
      `IAMRA346 ${inTemplate}.spec.accessModes`,
    ],
    [
      'a name of the claim',
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { name: 'a' },
            spec: { ...storage, accessModes: ['ReadWriteOnce'] },
          },
        },
      },
      `IAMRA340 ${inTemplate}.metadata.name`,
    ],
    [
      'a bad label of the claim',
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { a: '-' } },
            spec: { ...storage, accessModes: ['ReadWriteOnce'] },
          },
        },
      },
      `IAMRA343 ${inTemplate}.metadata.labels.a`,
    ],
    [
      'a partition of 256',
      { gcePersistentDisk: { pdName: 'a', partition: 256 } },
      'IAMRA343 .gcePersistentDisk.partition',
    ],
    ['targets of no name', { iscsi: { targetPortal: 'a', iqn: 'b' } }, 'IAMRA343 .iscsi.iqn'],
    [
      'CHAP without Secret',
      { iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.com.example:a', chapAuthSession: true } },
      'IAMRA342 .iscsi.secretRef',
    ],
    ['a world-wide name without unit', { fc: { targetWWNs: ['a'] } }, 'IAMRA342 .fc.lun'],
    [
      'options of Kubernetes',
      { flexVolume: { driver: 'a/b', options: { 'kubernetes.io/a': 'b' } } },
      'IAMRA343 .flexVolume.options[kubernetes.io/a]',
    ],
    [
      'a disk at another address',
      { azureDisk: { diskName: 'a', diskURI: 'https://a', kind: 'Managed' } },
      'IAMRA343 .azureDisk.diskURI',
    ],
    [
      'a registry without port',
      { quobyte: { registry: 'a', volume: 'b' } },
      'IAMRA343 .quobyte.registry',
    ],
  ];

  it.each(cases)('cannot have %s', (_what, volume, problem) => {
    const rule = clusterRule({ volumes: [{ name: 'data', ...volume }] });
    expect(problemsOf(rule)).toEqual([below('volumes[0]', problem)]);
  });

  it('cannot have one name twice', () => {
    const volumes = [1, 2].map(() => ({ name: 'data', emptyDir: {} }));
    expect(problemsOf(clusterRule({ volumes }))).toEqual(['IAMRA344 spec.volumes[1].name']);
  });
});

describe('scheduling by a rule', () => {
  const nodes = (...nodeSelectorTerms: object[]): object => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  });
  const pods = (term: object): object => ({
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  });
  const term = '.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const pod = '.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
  const zone = { topologyKey: 'zone' };
  const affinities: readonly Case[] = [
    ['no term', nodes(), `IAMRA342 ${term}`],
    ['an empty term', nodes({}), `IAMRA351 ${term}[0]`],
    [
      'another operator',
      nodes({ matchExpressions: [{ key: 'a', operator: 'Is', values: ['b'] }] }),
      `IAMRA351 ${term}[0].matchExpressions[0].operator`,
    ],
    [
      'no value',
      nodes({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
      `IAMRA351 ${term}[0].matchExpressions[0].values`,
    ],
    [
      'more than a text',
      nodes({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['b'] }] }),
      `IAMRA351 ${term}[0].matchExpressions[0].values`,
    ],
    [
      'another field',
      nodes({ matchFields: [{ key: 'spec.a', operator: 'In', values: ['b'] }] }),
      `IAMRA351 ${term}[0].matchFields[0].key`,
    ],
    [
      'two names',
      nodes({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }),
      `IAMRA351 ${term}[0].matchFields[0].values`,
    ],
    ['no topology', pods({ labelSelector: {} }), `IAMRA342 ${pod}.topologyKey`],
    ['a bad topology', pods({ topologyKey: 'a b' }), `IAMRA343 ${pod}.topologyKey`],
    ['a bad namespace', pods({ ...zone, namespaces: ['A'] }), `IAMRA343 ${pod}.namespaces[0]`],
    [
      'a bad selector',
      pods({ ...zone, labelSelector: { matchLabels: { 'a/b/c': 'd' } } }),
      `IAMRA351 ${pod}.labelSelector.matchLabels[a/b/c]`,
    ],
    [
      'a label twice',
      pods({ ...zone, matchLabelKeys: ['a'], labelSelector: { matchLabels: { a: 'b' } } }),
      `IAMRA344 ${pod}.matchLabelKeys[0]`,
    ],
    [
      'labels of no selector',
      pods({ ...zone, matchLabelKeys: ['a'] }),
      `IAMRA342 ${pod}.labelSelector`,
    ],
    [
      'a weight of 0',
      {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: zone }],
        },
      },
      'IAMRA343 .podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight',
    ],
    [
      'a preference of nothing',
      { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } },
      'IAMRA342 .nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference',
    ],
  ];

  it.each(affinities)('cannot have an affinity with %s', (_what, affinity, problem) => {
    expect(problemsOf(clusterRule({ affinity }))).toEqual([below('affinity', problem)]);
  });

  it('may ask for nodes by name and by number', () => {
    const byName = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] };
    const byNumber = { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] };
    expect(problemsOf(clusterRule({ affinity: nodes(byName, byNumber) }))).toEqual([]);
  });

  const tolerations: readonly Case[] = [
    ['another operator', { key: 'a', operator: 'Gt', value: '1' }, 'IAMRA343 .operator'],
    ['no key', { value: 'a' }, 'IAMRA346 .operator'],
    [
      'a value that it does not ask for',
      { key: 'a', operator: 'Exists', value: 'b' },
      'IAMRA346 .value',
    ],
    ['a bad value', { key: 'a', value: 'b c' }, 'IAMRA343 .value'],
    ['a bad key', { key: 'a b' }, 'IAMRA343 .key'],
    ['another effect', { key: 'a', effect: 'Never' }, 'IAMRA343 .effect'],
    [
      'time for another effect',
      { key: 'a', effect: 'NoSchedule', tolerationSeconds: 1 },
      'IAMRA346 .effect',
    ],
  ];

  it.each(tolerations)('cannot have a toleration with %s', (_what, toleration, problem) => {
    const rule = clusterRule({ tolerations: [toleration] });
    expect(problemsOf(rule)).toEqual([below('tolerations[0]', problem)]);
  });

  it('may tolerate everything', () => {
    expect(problemsOf(clusterRule({ tolerations: [{ operator: 'Exists' }] }))).toEqual([]);
  });
});

describe('the securityContext of a rule', () => {
  const cases: readonly Case[] = [
    ['a negative group', { fsGroup: -1 }, 'IAMRA343 .fsGroup'],
    [
      'a bad group among others',
      { supplementalGroups: [1, -1] },
      'IAMRA343 .supplementalGroups[1]',
    ],
    ['another policy', { fsGroupChangePolicy: 'Never' }, 'IAMRA343 .fsGroupChangePolicy'],
    ['kernel parameters', { sysctls: [{ name: 'a', value: 'b' }] }, 'IAMRA348 .sysctls'],
    [
      'a bad user of Windows',
      { windowsOptions: { runAsUserName: 'a\\b\\c' } },
      'IAMRA343 .windowsOptions.runAsUserName',
    ],
    ['fields of containers', { privileged: true }, 'IAMRA340 .privileged'],
  ];

  it.each(cases)('cannot have %s', (_what, securityContext, problem) => {
    expect(problemsOf(clusterRule({ securityContext }))).toEqual([
      below('securityContext', problem),
    ]);
  });
});
