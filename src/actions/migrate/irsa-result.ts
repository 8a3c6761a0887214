import { nameOwner } from '../../core/checks/name-owners.ts';
import type { Owner } from '../../core/checks/workload-facts.ts';
import { formatServiceAccountName } from '../../core/identity/service-account.ts';
import type { Hindrance } from '../../core/migrate/irsa-account.ts';
import { nameOfRole } from '../../core/migrate/irsa-roles.ts';
import type { Change } from '../../core/plan/change.ts';
import type { JudgedAccount, JudgedIrsa } from './judge-irsa.ts';
import type { ObservedIrsa } from './observe-irsa.ts';

/** What `migrate irsa` answers; `--json` prints it as it stands. */
export interface IrsaResult {
  readonly cluster: string;
  /** Of the kubeconfig. */
  readonly context: string;
  readonly serviceAccounts: readonly IrsaListing[];
  readonly changes: readonly Change[];
  readonly warnings: readonly string[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  readonly configFile: string;
  /** Whether the installation reads EKS' annotations; null where there is none. */
  readonly eksAnnotations: boolean | null;
  /** Whether EKS' own webhook runs in the cluster. */
  readonly eksWebhook: boolean;
}

export interface IrsaListing {
  /** `namespace/name` */
  readonly name: string;
  readonly roleArn: string;
  /** Null where it is left as it is. */
  readonly role: string | null;
  readonly usedBy: readonly Owner[];
  readonly hindrance: Hindrance | null;
}

/** The ServiceAccounts as the result has them. */
export function listIrsa(
  { accounts }: JudgedIrsa,
  { users }: ObservedIrsa,
): readonly IrsaListing[] {
  return accounts.map((judged) => listing(judged, users.get(nameOf(judged)) ?? []));
}

function listing(judged: JudgedAccount, users: readonly Owner[]): IrsaListing {
  const { roleArn, hindrance } = judged;
  return {
    name: nameOf(judged),
    roleArn,
    role: hindrance === undefined ? nameOfRole(roleArn) : null,
    usedBy: users.toSorted((a, b) => (nameOwner(a) < nameOwner(b) ? -1 : 1)),
    hindrance: hindrance ?? null,
  };
}

function nameOf({ account }: JudgedAccount): string {
  return formatServiceAccountName(account);
}
