import type { IamraConfig } from '../../config/iamra-config.ts';

/** `iamra.yaml` without the ARNs of what is gone; the rest stays, so that `init` can make it all again. */
export function withoutArns(config: IamraConfig, isGone: (arn: string) => boolean): IamraConfig {
  const { trustAnchor, profile, roles } = config;
  return {
    ...config,
    ...(trustAnchor === undefined ? {} : { trustAnchor: without(trustAnchor, isGone) }),
    ...(profile === undefined ? {} : { profile: without(profile, isGone) }),
    roles: roles.map((role) => without(role, isGone)),
  };
}

function without<T extends { arn?: string | undefined }>(
  entry: T,
  isGone: (arn: string) => boolean,
): T {
  if (entry.arn === undefined || !isGone(entry.arn)) return entry;
  const rest = { ...entry };
  delete rest.arn;
  return rest;
}
