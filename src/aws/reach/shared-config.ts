import { loadSharedConfigFiles } from '@smithy/core/config';

export type Section = Readonly<Record<string, string | undefined>>;

/** What the files of the AWS CLI say. @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
export interface SharedConfig {
  /** Of both files. */
  readonly profiles: Readonly<Record<string, Section>>;
  /** Names of `[sso-session …]`. */
  readonly ssoSessions: readonly string[];
  /** `[services …]` by name, nested keys joined by a dot: `iam.endpoint_url`. */
  readonly services: Readonly<Record<string, Section>>;
}

/** Reads `~/.aws/config` and `~/.aws/credentials`, or the files that the environment names; both may be absent. */
export async function readSharedConfig(): Promise<SharedConfig> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const profiles: Record<string, Section> = {};
  const ssoSessions: string[] = [];
  const services: Record<string, Section> = {};
  for (const [name, section] of Object.entries(configFile)) {
    const [, kind, rest = ''] = /^(sso-session|services)\.(.*)$/.exec(name) ?? [];
    if (kind === 'sso-session') ssoSessions.push(rest);
    else if (kind === 'services') services[rest] = section;
    else profiles[name] = section;
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    profiles[name] = { ...profiles[name], ...section };
  }
  return { profiles, ssoSessions, services };
}

/** The profile that is meant where none is named. */
export function profileName(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return given ?? (environment['AWS_PROFILE'] || 'default');
}
