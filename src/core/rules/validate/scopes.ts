type Scope = readonly string[];

/** Says which scopes have a container in common, and looks at each two of them once. */
export class Scopes {
  readonly #known = new WeakMap<Scope, WeakMap<Scope, boolean>>();

  /** Undefined: all. */
  haveCommon(one: Scope | undefined, other: Scope | undefined): boolean {
    if (one === undefined || other === undefined) return true;
    const known = this.#knownOf(one);
    const before = known.get(other);
    if (before !== undefined) return before;
    const isCommon = !new Set(one).isDisjointFrom(new Set(other));
    known.set(other, isCommon);
    return isCommon;
  }

  #knownOf(scope: Scope): WeakMap<Scope, boolean> {
    const known = this.#known.get(scope) ?? new WeakMap<Scope, boolean>();
    this.#known.set(scope, known);
    return known;
  }
}
