import type { InjectionRule } from '../rule.ts';
import { Scopes } from './scopes.ts';
import { type Target, targetsOf } from './targets.ts';

/** Which of many rules write what: what one writes is found without a look at all of them. */
export class RuleTargets {
  readonly #places = new Map<string | undefined, Place>();
  /** Of every rule that was asked about: to find them costs more than to look them up. */
  readonly #targets = new WeakMap<InjectionRule, readonly Target[]>();

  readonly #scopes = new Scopes();

  add(rule: InjectionRule): void {
    const { writes, labels } = this.#placeOf(rule);
    for (const target of this.of(rule)) {
      for (const key of keysOf(target)) put(writes, key, { rule, target });
    }
    for (const label of labelsOf(rule)) put(labels, label, rule);
  }

  remove(rule: InjectionRule): void {
    const { writes, labels } = this.#placeOf(rule);
    for (const key of new Set(this.of(rule).flatMap(keysOf))) {
      take(writes, key, (write) => write.rule === rule);
    }
    for (const label of labelsOf(rule)) take(labels, label, (writer) => writer === rule);
  }

  of(rule: InjectionRule): readonly Target[] {
    const known = this.#targets.get(rule);
    if (known !== undefined) return known;
    const targets = targetsOf(rule.spec);
    this.#targets.set(rule, targets);
    return targets;
  }

  /** The rules above and beside one that give one of its targets another value, but for some. */
  *clashing(
    { namespace }: InjectionRule,
    target: Target,
    isLeftOut: (rule: InjectionRule) => boolean,
  ): Generator<InjectionRule> {
    const keys = keysToAsk(target);
    for (const { writes } of this.#seenFrom(namespace)) {
      for (const write of keys.flatMap((key) => writes.get(key) ?? [])) {
        if (!isLeftOut(write.rule) && this.#differs(write.target, target)) yield write.rule;
      }
    }
  }

  /** The rules that write a label of pods in a namespace; without one, of the cluster's. */
  writersOf(label: string, namespace: string | undefined): readonly InjectionRule[] {
    return this.#seenFrom(namespace).flatMap(({ labels }) => labels.get(label) ?? []);
  }

  #differs(one: Target, other: Target): boolean {
    return one.value !== other.value && this.#scopes.haveCommon(one.scope, other.scope);
  }

  #placeOf({ namespace }: InjectionRule): Place {
    const known = this.#places.get(namespace);
    if (known !== undefined) return known;
    const place: Place = { writes: new Map(), labels: new Map() };
    this.#places.set(namespace, place);
    return place;
  }

  #seenFrom(namespace: string | undefined): readonly Place[] {
    const keys = namespace === undefined ? [undefined] : [undefined, namespace];
    return keys.flatMap((key) => this.#places.get(key) ?? []);
  }
}

/** Rules of one namespace, or of the cluster. */
interface Place {
  readonly writes: Map<string, Write[]>;
  readonly labels: Map<string, InjectionRule[]>;
}

interface Write {
  readonly rule: InjectionRule;
  readonly target: Target;
}

/**
 * Under which keys a target is kept. What is in one container only is also kept by that container, so
 * that a rule with many containers is not held against each container of all others.
 */
function keysOf({ key, scope }: Target): readonly string[] {
  if (scope?.length !== 1) return [`wide ${key}`];
  return [`narrow ${key}`, `in ${String(scope[0])} ${key}`];
}

/** Where others are kept that a target may clash with. */
function keysToAsk({ key, scope }: Target): readonly string[] {
  return [`wide ${key}`, scope?.length === 1 ? `in ${String(scope[0])} ${key}` : `narrow ${key}`];
}

function labelsOf({ spec }: InjectionRule): readonly string[] {
  return Object.keys(spec.labels ?? {});
}

function put<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [item]);
  else known.push(item);
}

function take<Item>(
  lists: Map<string, Item[]>,
  key: string,
  isTaken: (item: Item) => boolean,
): void {
  const left = (lists.get(key) ?? []).filter((item) => !isTaken(item));
  lists.set(key, left);
}
