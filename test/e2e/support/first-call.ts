import { pollUntil } from '../../fixtures/poll-until.ts';
import type { UserMachine } from './installation.ts';

/** Creates objects, one of them a pod; gives the seconds until AWS has answered its app for the first time. */
export async function secondsToFirstCall(
  { kubectl, exchanges }: UserMachine,
  objects: readonly object[],
  pod: string,
): Promise<number> {
  const begin = Date.now();
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  await kubectl(['create', '--filename=-'], JSON.stringify(list));
  const { time } = await pollUntil(() =>
    exchanges.findLast(
      ({ operation, status, callerArn }) =>
        operation === 'GetCallerIdentity' &&
        status === 200 &&
        callerArn?.endsWith(`/${pod}`) === true,
    ),
  );
  return (Date.parse(time) - begin) / 1000;
}
