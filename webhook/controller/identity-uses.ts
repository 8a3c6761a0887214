import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import { certificateSecretName } from '../../src/core/injection/certificate-secret-name.ts';

/** `namespace/name` of the Certificate of a ServiceAccount. */
export function certificateKey({ namespace, name }: ServiceAccountName): string {
  return `${namespace}/${certificateSecretName(name)}`;
}

interface Identity {
  readonly account: ServiceAccountName;
  readonly users: Set<string>;
}

/** Who needs which Certificate: pods and annotated ServiceAccounts, counted by what they need. */
export class IdentityUses {
  readonly #identities = new Map<string, Identity>();
  readonly #keyOfUser = new Map<string, string>();
  readonly #onChange: (certificate: string) => void;

  /** @param onChange told the key of each Certificate that begins or ends to be needed */
  constructor(onChange: (certificate: string) => void) {
    this.#onChange = onChange;
  }

  /** Says what a user needs from now on; undefined: nothing. */
  set(user: string, account: ServiceAccountName | undefined): void {
    const before = this.#keyOfUser.get(user);
    const after = account === undefined ? undefined : certificateKey(account);
    if (before === after) return;
    if (before !== undefined) this.#remove(user, before);
    if (account !== undefined && after !== undefined) this.#add(user, after, account);
  }

  /** The ServiceAccount that a Certificate is needed for; undefined where it is not needed. */
  accountOf(certificate: string): ServiceAccountName | undefined {
    return this.#identities.get(certificate)?.account;
  }

  keys(): Iterable<string> {
    return this.#identities.keys();
  }

  get size(): number {
    return this.#identities.size;
  }

  #add(user: string, key: string, account: ServiceAccountName): void {
    this.#keyOfUser.set(user, key);
    const identity = this.#identities.get(key);
    if (identity !== undefined) {
      identity.users.add(user);
      return;
    }
    this.#identities.set(key, { account, users: new Set([user]) });
    this.#onChange(key);
  }

  #remove(user: string, key: string): void {
    this.#keyOfUser.delete(user);
    const identity = this.#identities.get(key);
    identity?.users.delete(user);
    if (identity?.users.size !== 0) return;
    this.#identities.delete(key);
    this.#onChange(key);
  }
}
