import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import { handleQuery, type QueryOperation } from '../query/query-service.ts';
import { assumeRole } from './assume-role.ts';

const getCallerIdentity: QueryOperation = ({ account, caller }) => ({
  UserId: caller.userId,
  Account: account.id,
  Arn: caller.arn,
});

const operations: Readonly<Record<string, QueryOperation>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};

/** STS, query protocol. */
export function handleSts(request: EmulatorRequest, account: EmulatorAccount): EmulatorResponse {
  return handleQuery(request, account, {
    name: 'sts',
    version: '2011-06-15',
    operations,
    // Who am I needs no permission, and a role's trust policy decides on the rest.
    authorize: () => undefined,
  });
}
