import { describe, expect, it } from 'vitest';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { type PartCase, problemBelow, problemsOf } from '../../../../fixtures/rule-problems.ts';

describe('volumes of a rule', () => {
  const signer = { signerName: 'example.com/a', keyType: 'ED25519' };
  const projected = (...sources: object[]): object => ({ projected: { sources } });
  const claim = (spec: object): object => ({ ephemeral: { volumeClaimTemplate: { spec } } });
  const storage = { resources: { requests: { storage: '1Gi' } } };
  const inTemplate = '.ephemeral.volumeClaimTemplate';
  const cases: readonly PartCase[] = [
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
    expect(problemsOf(rule)).toEqual([problemBelow('volumes[0]', problem)]);
  });

  it('cannot have one name twice', () => {
    const volumes = [1, 2].map(() => ({ name: 'data', emptyDir: {} }));
    expect(problemsOf(clusterRule({ volumes }))).toEqual(['IAMRA344 spec.volumes[1].name']);
  });
});
