import type { Installation } from '../../../core/checks/doctor-facts.ts';
import { defaultSettings } from '../../../core/injection/default-settings.ts';
import type { InjectionSettings } from '../../../core/injection/injection-settings.ts';
import type { Kube } from '../../../kube/kube.ts';
import {
  type InstalledDeployment,
  installedCluster,
  installedDeployments,
  installedIssuer,
} from '../../installation/installed-deployments.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';
import { readWebhookConfiguration, serviceOf } from './webhook.ts';

const usualNamespace = 'iamra-system';

type Controller = ClusterObject & InstalledDeployment;

interface ConfigMap extends ClusterObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** Where the chart was installed, and with which values; undefined where nothing of it is left. */
export async function gatherInstallation(world: DoctorWorld): Promise<Installation | undefined> {
  const kube = await world.kube();
  const configuration = await readWebhookConfiguration(kube);
  const namespace = serviceOf(configuration)?.namespace ?? usualNamespace;
  const [deployments, settings] = await Promise.all([
    readAll<Controller>(kube, { ...installedDeployments, namespace }),
    readSettings(kube, namespace),
  ]);
  const isGone = deployments.length === 0 && settings === undefined;
  if (configuration === undefined && isGone) return undefined;
  return {
    namespace,
    cluster: installedCluster(deployments),
    workloadIssuer: installedIssuer(deployments),
    settings,
  };
}

async function readSettings(kube: Kube, namespace: string): Promise<InjectionSettings | undefined> {
  const configMap = await readOne<ConfigMap>(kube, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'iamra-injector-settings',
    namespace,
  });
  const text = configMap?.data?.['settings.json'];
  if (text === undefined) return undefined;
  // Another release of the chart may know fewer settings: what is absent is this release's.
  return { ...defaultSettings('', {}), ...(JSON.parse(text) as Partial<InjectionSettings>) };
}
