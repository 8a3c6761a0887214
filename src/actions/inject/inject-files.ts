import { defaultSettings } from '../../core/injection/default-settings.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import type { EditedManifests } from '../../core/injection/manifests/edited-manifests.ts';
import { injectManifests } from '../../core/injection/manifests/inject-manifests.ts';
import { uninjectManifests } from '../../core/injection/manifests/uninject-manifests.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { readManifests } from './read-manifests.ts';

export interface ManifestInput {
  /** Files, directories, or `-` for standard input. */
  readonly sources: readonly string[];
  /** Of objects that name none. */
  readonly namespace: string;
}

export interface InjectInput extends ManifestInput {
  readonly configFile: string;
  /** Absent: the image of this release. */
  readonly image: string | undefined;
  /** As `compatibility.eksAnnotations` of the chart. */
  readonly eksAnnotations: boolean;
  readonly version: string;
}

/**
 * Does the webhook's work on files of manifests, without a cluster: all of them, or none.
 * @throws {IamraError} IAMRA903 or IAMRA904 for files that can't be read, IAMRA311 for one that can't be edited
 */
export async function injectFiles(input: InjectInput): Promise<EditedManifests> {
  const files = await readManifests(input.sources);
  return injectManifests(files, input.namespace, await settingsOf(input));
}

/**
 * Takes injections out of files of manifests: all of them, or none.
 * @throws {IamraError} IAMRA903 or IAMRA904 for files that can't be read, IAMRA311 for one that can't be edited
 */
export async function uninjectFiles({
  sources,
  namespace,
}: ManifestInput): Promise<EditedManifests> {
  return uninjectManifests(await readManifests(sources), namespace);
}

async function settingsOf(input: InjectInput): Promise<InjectionSettings> {
  const config = await readConfigFile(input.configFile);
  const settings = defaultSettings(input.version, {
    trustAnchorArn: config?.trustAnchor?.arn,
    profileArn: config?.profile?.arn,
    region: config?.region,
    sessionDuration: config?.profile?.durationSeconds,
  });
  const { image = settings.image, eksAnnotations } = input;
  return { ...settings, image, compatibility: { eksAnnotations } };
}
