import type { Report } from './report.ts';
import type { Fields, TypeRules } from './type-rules.ts';
import { accountId, dnsSubdomain, localPath, oneOf } from './value-checks.ts';

const windowsUserPattern =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  /^([A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?\\)?(?![. ]+$)[^"/\\:;|=,+*?<>@[\]\x00-\x1f\x7f]{1,104}$/;

/** Who containers run as, and what they may do. */
export const securityRules: Readonly<Record<string, TypeRules>> = {
  PodSecurityContext: {
    values: {
      fsGroup: accountId,
      runAsUser: accountId,
      runAsGroup: accountId,
      supplementalGroups: accountId,
      fsGroupChangePolicy: oneOf('OnRootMismatch', 'Always'),
      seLinuxChangePolicy: oneOf('Recursive', 'MountOption'),
      supplementalGroupsPolicy: oneOf('Merge', 'Strict'),
    },
    refused: { sysctls: 'is not taken by pods that share the namespaces of the node' },
  },
  SecurityContext: {
    values: {
      runAsUser: accountId,
      runAsGroup: accountId,
      procMount: (type) =>
        type === 'Default' ? undefined : 'must be Default: others need a user namespace',
    },
    whole: checkPrivileges,
  },
  SeccompProfile: {
    required: ['type'],
    values: { type: oneOf('Localhost', 'RuntimeDefault', 'Unconfined') },
    whole: (profile, report) => {
      checkLocalProfile(profile, report, localPath);
    },
  },
  AppArmorProfile: {
    required: ['type'],
    values: { type: oneOf('Localhost', 'RuntimeDefault', 'Unconfined') },
    whole: (profile, report) => {
      checkLocalProfile(profile, report, (name) =>
        name.trim() === name && name.length < 4096 ? undefined : 'must have no blanks around it',
      );
    },
  },
  WindowsSecurityContextOptions: {
    values: {
      gmsaCredentialSpecName: dnsSubdomain,
      runAsUserName: (name) =>
        windowsUserPattern.test(String(name)) ? undefined : 'must be USER or DOMAIN\\USER',
      hostProcess: (isHost) =>
        isHost === true
          ? 'must be false: not every container of a pod runs on the host'
          : undefined,
    },
  },
};

function checkPrivileges(context: Fields, report: Report): void {
  if (context['allowPrivilegeEscalation'] !== false) return;
  if (context['privileged'] === true) {
    report(['allowPrivilegeEscalation'], {
      code: 'IAMRA346',
      message: 'excludes privileged: true',
    });
  }
  const { add = [] } = (context['capabilities'] ?? {}) as { readonly add?: readonly string[] };
  if (add.includes('CAP_SYS_ADMIN')) {
    report(['allowPrivilegeEscalation'], { code: 'IAMRA346', message: 'excludes CAP_SYS_ADMIN' });
  }
}

function checkLocalProfile(
  { type, localhostProfile }: Fields,
  report: Report,
  check: (name: string) => string | undefined,
): void {
  const name = localhostProfile as string | undefined;
  if (type !== 'Localhost') {
    if (name === undefined) return;
    report(['localhostProfile'], { code: 'IAMRA346', message: 'is for type Localhost only' });
    return;
  }
  if (name === undefined || name === '') {
    report(['localhostProfile'], { code: 'IAMRA342', message: 'is required with type Localhost' });
    return;
  }
  const problem = check(name);
  if (problem !== undefined) report(['localhostProfile'], { code: 'IAMRA343', message: problem });
}
