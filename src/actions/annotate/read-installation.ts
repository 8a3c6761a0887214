import { errorMessage } from '../../core/errors/error-message.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { defaultSettings } from '../../core/injection/default-settings.ts';
import type { Compatibility, InjectionSettings } from '../../core/injection/injection-settings.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import { unlessForbidden } from './unless-forbidden.ts';

interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

const settingsReference = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'iamra-injector-settings',
  namespace: 'iamra-system',
};
const settingsKey = 'settings.json';

/**
 * The settings of the webhook in the cluster; undefined where the user may not read them.
 * @throws {IamraError} IAMRA178 where iamra is not installed, IAMRA185 for settings that can't be read
 */
export async function readInstallation(
  kube: Kube,
  version: string,
): Promise<InjectionSettings | undefined> {
  const read = await unlessForbidden(
    async () => ({ configMap: await kube.get<ConfigMap>(settingsReference) }),
    undefined,
  );
  if (read === undefined) return undefined;
  if (read.configMap === undefined) {
    throw new IamraError(
      'IAMRA178',
      `iamra is not installed in the cluster of context ${kube.context}: pods would get no credentials.`,
    );
  }
  return parseSettings(read.configMap.data?.[settingsKey] ?? '', version);
}

/** Whose annotations the webhook reads; undefined where it is not installed, or may not be asked. */
export async function readCompatibility(kube: Kube): Promise<Compatibility | undefined> {
  try {
    return (await readInstallation(kube, ''))?.compatibility;
  } catch (error) {
    if (IamraError.is(error) && error.code === 'IAMRA178') return undefined;
    throw error;
  }
}

// Another release of the chart may know more settings, or fewer: what is absent is this release's.
function parseSettings(text: string, version: string): InjectionSettings {
  try {
    const settings = JSON.parse(text) as Partial<InjectionSettings>;
    return { ...defaultSettings(version, {}), ...settings };
  } catch (cause) {
    const { namespace, name } = settingsReference;
    throw new IamraError(
      'IAMRA185',
      `${settingsKey} of ConfigMap ${namespace}/${name} is not JSON: ${errorMessage(cause)}`,
      { cause },
    );
  }
}
