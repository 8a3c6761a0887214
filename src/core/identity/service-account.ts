/** A ServiceAccount, named with its namespace. */
export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

const namespacePattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const namePattern = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** `NS/NAME` or `NS:NAME` as one pattern, for editors. */
export const serviceAccountPattern = new RegExp(
  `${namespacePattern.source.replace('$', '')}[/:]${namePattern.source.replace('^', '')}`,
);

/** Reads `NS/NAME` or `NS:NAME`; gives undefined for anything else. */
export function parseServiceAccountName(text: string): ServiceAccountName | undefined {
  const parts = text.split(/[/:]/);
  const [namespace, name] = parts;
  if (parts.length !== 2 || namespace === undefined || name === undefined) return undefined;
  if (!namespacePattern.test(namespace) || !namePattern.test(name)) return undefined;
  return { namespace, name };
}

/** The way iamra writes a ServiceAccount everywhere: `NS/NAME`. */
export function formatServiceAccountName(account: ServiceAccountName): string {
  return `${account.namespace}/${account.name}`;
}
