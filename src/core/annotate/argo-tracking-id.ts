/** Which object of which kind. */
export interface ObjectIdentity {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** An object, and the Application of Argo CD that has it. */
export interface TrackedObject extends ObjectIdentity {
  /** With its namespace, where that is not Argo CD's own: `team-a/web`. */
  readonly application: string;
}

const pattern =
  /^(?<application>[^:]+):(?<group>[^/:]*)\/(?<kind>[^:]+):(?<namespace>[^/]*)\/(?<name>.+)$/;

/**
 * Reads `web:apps/Deployment:default/web`; undefined for what has another form.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
 */
export function parseTrackingId(text: string): TrackedObject | undefined {
  const found = pattern.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { application = '', group = '', kind = '', namespace = '', name = '' } = found;
  return { application: application.replace('_', '/'), group, kind, namespace, name };
}
