import type { TypeRules } from './type-rules.ts';
import { between, localPath, oneOf, type ValueCheck } from './value-checks.ts';

const partition = between(0, 255);

const iscsiName: ValueCheck = (value) =>
  /^(iqn\.\d{4}-\d{2}\.[a-z0-9.-]+(:[^\s]*)?|eui\.[0-9a-fA-F]{16}|naa\.([0-9a-fA-F]{16}|[0-9a-fA-F]{32}))$/.test(
    String(value),
  )
    ? undefined
    : 'must be an iqn, eui or naa name';

/** Volumes of kinds that Kubernetes still takes and mostly gave to CSI drivers. */
export const oldVolumeRules: Readonly<Record<string, TypeRules>> = {
  AWSElasticBlockStoreVolumeSource: { required: ['volumeID'], values: { partition } },
  AzureDiskVolumeSource: {
    required: ['diskName', 'diskURI'],
    values: {
      cachingMode: oneOf('None', 'ReadOnly', 'ReadWrite'),
      kind: oneOf('Shared', 'Dedicated', 'Managed'),
    },
    whole: ({ kind, diskURI }, report) => {
      const scheme = kind === 'Managed' ? '/subscriptions/' : 'https://';
      if (kind === undefined || String(diskURI).startsWith(scheme)) return;
      report(['diskURI'], { code: 'IAMRA343', message: `must begin with ${scheme}` });
    },
  },
  AzureFileVolumeSource: { required: ['secretName', 'shareName'] },
  CephFSVolumeSource: { required: ['monitors'] },
  CinderVolumeSource: { required: ['volumeID'] },
  FCVolumeSource: {
    exactlyOne: ['targetWWNs', 'wwids'],
    values: { lun: between(0, 255) },
    whole: ({ targetWWNs, lun }, report) => {
      if (targetWWNs === undefined || lun !== undefined) return;
      report(['lun'], { code: 'IAMRA342', message: 'is required with targetWWNs' });
    },
  },
  FlexVolumeSource: {
    required: ['driver'],
    whole: ({ options }, report) => {
      for (const key of Object.keys(options ?? {})) {
        if (!/(^|\.)(kubernetes|k8s)\.io$/i.test(key.split('/')[0] ?? '')) continue;
        report(['options', key], { code: 'IAMRA343', message: 'is reserved by Kubernetes' });
      }
    },
  },
  FlockerVolumeSource: {
    exactlyOne: ['datasetName', 'datasetUUID'],
    values: {
      datasetName: (name) => (String(name).includes('/') ? 'must not contain “/”' : undefined),
    },
  },
  GCEPersistentDiskVolumeSource: { required: ['pdName'], values: { partition } },
  GitRepoVolumeSource: { required: ['repository'], values: { directory: localPath } },
  GlusterfsVolumeSource: { required: ['endpoints', 'path'] },
  ISCSIVolumeSource: {
    required: ['targetPortal', 'iqn'],
    values: { iqn: iscsiName, initiatorName: iscsiName, lun: between(0, 255) },
    whole: ({ chapAuthDiscovery, chapAuthSession, secretRef }, report) => {
      if (secretRef !== undefined || !(chapAuthDiscovery === true || chapAuthSession === true)) {
        return;
      }
      report(['secretRef'], { code: 'IAMRA342', message: 'is required with CHAP' });
    },
  },
  PhotonPersistentDiskVolumeSource: { required: ['pdID'] },
  PortworxVolumeSource: { required: ['volumeID'] },
  QuobyteVolumeSource: {
    required: ['registry', 'volume'],
    values: {
      registry: (hosts) =>
        String(hosts)
          .split(',')
          .every((host) => /^([^:[\]]*|\[[^\]]*\]):[^:]*$/.test(host))
          ? undefined
          : 'must be pairs HOST:PORT, separated by commas',
      tenant: (tenant) => (String(tenant).length > 64 ? 'is longer than 64 characters' : undefined),
    },
  },
  RBDVolumeSource: { required: ['monitors', 'image'] },
  ScaleIOVolumeSource: { required: ['gateway', 'system', 'volumeName', 'secretRef'] },
  StorageOSVolumeSource: { required: ['volumeName'] },
  VsphereVirtualDiskVolumeSource: { required: ['volumePath'] },
};
