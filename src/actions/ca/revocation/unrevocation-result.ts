import { colonHex, decimal } from '../../../core/pki/serial-number.ts';
import type { Change } from '../../../core/plan/change.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import type { PreparedUnrevocation } from './prepare-unrevocation.ts';

/** What `ca unrevoke` answers; `--json` prints it as it stands. */
export interface UnrevocationResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  /** ARN of whoever ran it. */
  readonly caller: string;
  readonly trustAnchorArn: string;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  /** Hex with colons and decimal, of what was on a list. */
  readonly restored: ReadonlyArray<{ readonly serialNumber: string; readonly decimal: string }>;
}

export function unrevocationResult(
  { config, caller }: AwsSide,
  { trustAnchor, plan }: PreparedUnrevocation,
  applied: boolean,
): UnrevocationResult {
  return {
    cluster: config.cluster,
    region: config.region,
    account: caller.account,
    caller: caller.arn,
    trustAnchorArn: trustAnchor.arn,
    changes: plan.changes,
    applied,
    restored: plan.removed.map((serialNumber) => ({
      serialNumber: colonHex(serialNumber),
      decimal: decimal(serialNumber),
    })),
  };
}
