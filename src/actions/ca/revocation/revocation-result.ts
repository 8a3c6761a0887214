import type { IamraConfig } from '../../../core/config/iamra-config.ts';
import { formatServiceAccountName } from '../../../core/identity/service-account.ts';
import { spiffeId } from '../../../core/identity/spiffe-id.ts';
import { colonHex, decimal } from '../../../core/pki/serial-number.ts';
import type { Change } from '../../../core/plan/change.ts';
import { cutOffCommand } from '../../../core/plan/revocation/cut-off-command.ts';
import type { KnownCertificate } from '../../../core/plan/revocation/known-certificate.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import type { Replacement } from './await-replacements.ts';
import type { PreparedRevocation } from './prepare-revocation.ts';

/** A certificate as results show it. */
export interface ShownCertificate {
  /** Hex with colons, as openssl shows it. */
  readonly serialNumber: string;
  /** As AWS shows it. */
  readonly decimal: string;
  /** `NS/NAME`; null where only the serial number is known. */
  readonly serviceAccount: string | null;
  /** ISO 8601; null where it is not known. */
  readonly notAfter: string | null;
}

/** What `ca revoke` answers; `--json` prints it as it stands. */
export interface RevocationResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  /** ARN of whoever ran it. */
  readonly caller: string;
  readonly trustAnchorArn: string;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  readonly revoked: readonly ShownCertificate[];
  /** Left alone: they replaced revoked ones just now. */
  readonly kept: readonly ShownCertificate[];
  readonly replaced: readonly Replacement[];
  readonly sessions: {
    /** When the last session ends that AWS may have issued for what is revoked; ISO 8601. */
    readonly endBy: string;
    /** Commands that cut them off at once. */
    readonly cutOff: readonly string[];
  };
}

export interface RevocationOutcome {
  readonly applied: boolean;
  readonly replaced: readonly Replacement[];
  readonly now: Date;
}

const usualSessionSeconds = 3600;

export function revocationResult(
  { config, caller }: AwsSide,
  { trustAnchor, plan, certificates, replacements }: PreparedRevocation,
  { applied, replaced, now }: RevocationOutcome,
): RevocationResult {
  const seconds = config.profile?.durationSeconds ?? usualSessionSeconds;
  return {
    cluster: config.cluster,
    region: config.region,
    account: caller.account,
    caller: caller.arn,
    trustAnchorArn: trustAnchor.arn,
    changes: plan.changes,
    applied,
    revoked: certificates.map(shown),
    kept: replacements.map(shown),
    replaced,
    sessions: {
      endBy: new Date(now.getTime() + seconds * 1000).toISOString(),
      cutOff: cutOffCommands(config, certificates, now),
    },
  };
}

/** A certificate of a plan, in both spellings. */
export function shown(certificate: KnownCertificate): ShownCertificate {
  const { serialNumber, serviceAccount, notAfter } = certificate;
  return {
    serialNumber: colonHex(serialNumber),
    decimal: decimal(serialNumber),
    serviceAccount: serviceAccount === undefined ? null : formatServiceAccountName(serviceAccount),
    notAfter: notAfter?.toISOString() ?? null,
  };
}

/** For each role of the ServiceAccount its own sessions; for a serial number alone all sessions of all roles. */
function cutOffCommands(
  { cluster, roles }: IamraConfig,
  certificates: readonly KnownCertificate[],
  before: Date,
): string[] {
  const commands = certificates.flatMap(({ serviceAccount }) => {
    const identity = serviceAccount === undefined ? undefined : spiffeId(cluster, serviceAccount);
    const name =
      serviceAccount === undefined ? undefined : formatServiceAccountName(serviceAccount);
    return roles
      .filter(({ serviceAccounts }) => name === undefined || serviceAccounts.includes(name))
      .map((role) => cutOffCommand({ roleName: role.name, identity, before }));
  });
  return [...new Set(commands)];
}
