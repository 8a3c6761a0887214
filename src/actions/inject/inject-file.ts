import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { defaultSettings } from '../../core/injection/default-settings.ts';
import { type InjectedManifests, injectDocuments } from '../../core/injection/inject-documents.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { readStandardInput } from '../../files/read-standard-input.ts';
import { readText } from '../../files/read-text.ts';

export interface InjectInput {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** Of objects that name none. */
  readonly namespace: string;
  readonly configFile: string;
  /** Absent: the image of this release. */
  readonly image: string | undefined;
  readonly version: string;
}

/**
 * Does the webhook's work on a file of manifests, without a cluster: all of them, or none.
 * @throws {IamraError} IAMRA903 or IAMRA904 for files that can't be read, IAMRA311 for one that can't be edited
 */
export async function injectFile(input: InjectInput): Promise<InjectedManifests> {
  const text = await readManifests(input.file);
  const config = await readConfigFile(input.configFile);
  const fileName = input.file === '-' ? 'standard input' : input.file;
  return injectDocuments({ text, fileName, namespace: input.namespace }, settingsOf(input, config));
}

async function readManifests(file: string): Promise<string> {
  const text = file === '-' ? await readStandardInput() : await readText(file);
  if (text === undefined) throw new IamraError('IAMRA904', `There is no file ${file}.`);
  return text;
}

function settingsOf(input: InjectInput, config: IamraConfig | undefined): InjectionSettings {
  const settings = defaultSettings(input.version, {
    trustAnchorArn: config?.trustAnchor?.arn,
    profileArn: config?.profile?.arn,
    region: config?.region,
    sessionDuration: config?.profile?.durationSeconds,
  });
  return input.image === undefined ? settings : { ...settings, image: input.image };
}
