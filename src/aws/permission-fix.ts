const missing = /^User: (\S+) is not authorized to perform: (\S+)/;
const forbidden = /with an explicit deny in (an? [a-z-]+(?: [a-z-]+)*)/;

/** What mends a permission that AWS says is missing; undefined for a message that speaks of none. */
export function permissionFix(message: string): string | undefined {
  const [, user, action] = missing.exec(message) ?? [];
  if (user === undefined || action === undefined) return undefined;
  const source = forbidden.exec(message)?.[1];
  if (source !== undefined) return `ask who keeps ${source} that denies ${action} to ${user}`;
  return `allow ${action} to ${user}; “iamra export permissions” prints the policy with all that iamra needs`;
}
