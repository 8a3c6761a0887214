import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { Change } from '../../core/plan/change.ts';

/** What `init` answers; `--json` prints it as it stands. */
export interface InitResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  /** ARN of whoever ran it. */
  readonly caller: string;
  readonly changes: readonly Change[];
  /** What a person should know and no step mends. */
  readonly warnings: readonly string[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  readonly trustAnchorArn: string | null;
  readonly profileArn: string | null;
  readonly roles: ReadonlyArray<{
    readonly name: string;
    readonly arn: string | null;
    readonly serviceAccounts: readonly string[];
  }>;
  readonly configFile: string;
}

/** What the ARNs of a result are taken from. */
export function resultOf(
  config: IamraConfig,
  rest: Pick<InitResult, 'caller' | 'changes' | 'warnings' | 'applied' | 'configFile'>,
): InitResult {
  return {
    cluster: config.cluster,
    region: config.region,
    account: config.account,
    trustAnchorArn: config.trustAnchor?.arn ?? null,
    profileArn: config.profile?.arn ?? null,
    roles: config.roles.map(({ name, arn, serviceAccounts }) => ({
      name,
      arn: arn ?? null,
      serviceAccounts,
    })),
    ...rest,
  };
}
