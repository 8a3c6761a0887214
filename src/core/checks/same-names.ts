import type { IamraConfig } from '../config/iamra-config.ts';
import type { Check } from './check.ts';
import type { Installation } from './doctor-facts.ts';
import { type Finding, failure, warning } from './finding.ts';
import { notInstalled } from './not-installed.ts';

/** What `init` has written down is what the chart was installed with. */
export const sameNames: Check<'config' | 'installation'> = {
  name: 'same-names',
  category: 'identity',
  title: 'iamra.yaml and the installation agree',
  codes: ['IAMRA235'],
  needs: ['config', 'installation'],
  judge: ({ config, installation }) => {
    if (installation === undefined) return notInstalled;
    if (config === undefined) return { skipped: 'there is no iamra.yaml here' };
    return { findings: judgeNames(config, installation) };
  },
};

export function judgeNames(config: IamraConfig, installation: Installation): Finding[] {
  const { cluster, settings } = installation;
  if (cluster !== undefined && cluster !== config.cluster) {
    const message = `iamra.yaml is for cluster ${config.cluster}, but this installation calls itself ${cluster}: AWS would trust none of its identities.`;
    return [failure('IAMRA235', message)];
  }
  return [
    differing('trust anchor', config.trustAnchor?.arn, settings?.defaults.trustAnchorArn),
    differing('Roles Anywhere profile', config.profile?.arn, settings?.defaults.profileArn),
  ].filter((finding) => finding !== undefined);
}

function differing(
  what: string,
  written: string | undefined,
  installed: string | undefined,
): Finding | undefined {
  if (written === undefined || installed === undefined || written === installed) return undefined;
  return warning('IAMRA235', `iamra.yaml names ${what} ${written}, the installation ${installed}.`);
}
