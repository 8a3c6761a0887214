import type { IamraCode } from '../../errors/catalogue.ts';
import { type InjectionRule, type RuleSettings, ruleKey } from '../rule.ts';
import { isRuleKind } from '../rule-kinds.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { findSurplus } from '../validate/find-surplus.ts';
import { readRule } from '../validate/read-rule.ts';
import { Rivals } from '../validate/rivals.ts';
import type { PlacedManifest } from './place-manifests.ts';

/** A problem of a rule, where its author finds it. */
export interface RuleFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: IamraCode;
  readonly message: string;
  readonly fix: string;
}

export interface LintedRules {
  /** Those that are good, each by itself. */
  readonly rules: readonly InjectionRule[];
  /** In the order of the texts. */
  readonly findings: readonly RuleFinding[];
  /** Objects of other kinds, as `FILE:LINE: Deployment web`. */
  readonly others: readonly string[];
}

export interface LintSettings extends RuleSettings {
  /** Of rules that name none. */
  readonly namespace: string;
}

interface PlacedRule {
  readonly manifest: PlacedManifest;
  readonly rule: InjectionRule;
}

/** Says all that is wrong with rules, each by itself and among one another. */
export function lintRules(
  manifests: readonly PlacedManifest[],
  settings: LintSettings,
): LintedRules {
  const candidates = manifests.filter(isMeantAsRule);
  const read = candidates.map((manifest) => ({
    manifest,
    result: readRule(withNamespace(manifest.object, settings.namespace), settings),
  }));
  const placed = read.flatMap(({ manifest, result }) =>
    result.kind === 'rule' ? [{ manifest, rule: result.rule }] : [],
  );
  const rules = placed.map(({ rule }) => rule);
  const own = read.flatMap(({ manifest, result }) =>
    result.kind === 'rule' ? [] : result.problems.map((problem) => finding(manifest, problem)),
  );
  const rivals = new Rivals(rules);
  const fights = placed.flatMap(({ manifest, rule }) =>
    rivals.fightsOf(rule).map((problem) => finding(manifest, problem)),
  );
  const place = new Map(
    [...new Set(manifests.map(({ file }) => file))].map((file, n) => [file, n]),
  );
  return {
    rules,
    findings: [...own, ...fights, ...repeated(placed), ...surplus(placed)].sort(
      (a, b) =>
        (place.get(a.file) ?? 0) - (place.get(b.file) ?? 0) ||
        a.line - b.line ||
        a.column - b.column,
    ),
    others: manifests.filter((manifest) => !isMeantAsRule(manifest)).map(describe),
  };
}

/** Also where the kind or the version is misspelt. */
function isMeantAsRule({ object: { apiVersion, kind } }: PlacedManifest): boolean {
  return String(apiVersion).startsWith('iamra.dev/v1alpha') || isRuleKind(kind);
}

/** As `kubectl apply` would place it. */
function withNamespace(
  object: Readonly<Record<string, unknown>>,
  namespace: string,
): Readonly<Record<string, unknown>> {
  const metadata: unknown = object['metadata'];
  if (object['kind'] !== 'InjectionRule' || typeof metadata !== 'object') return object;
  return { ...object, metadata: { namespace, ...metadata } };
}

function repeated(placed: readonly PlacedRule[]): RuleFinding[] {
  const byKey = Map.groupBy(placed, ({ rule }) => `${rule.kind} ${ruleKey(rule)}`);
  return [...byKey].flatMap(([key, [, ...more]]) =>
    more.map(({ manifest }) =>
      finding(manifest, {
        code: 'IAMRA344',
        path: ['metadata', 'name'],
        message: `metadata.name repeats the ${key}`,
        fix: 'rename or remove one of the two',
      }),
    ),
  );
}

/** Those that come when there are as many of their kind as a cluster takes. */
function surplus(placed: readonly PlacedRule[]): RuleFinding[] {
  const groups = Map.groupBy(placed, ({ rule }) => rule.namespace);
  return [...groups.values()].flatMap((group) =>
    group.flatMap(({ manifest, rule }, index) =>
      findSurplus(rule, index).map((problem) => finding(manifest, problem)),
    ),
  );
}

function finding(manifest: PlacedManifest, { code, path, message, fix }: RuleProblem): RuleFinding {
  return { file: manifest.file, ...manifest.placeOf(path), code, message, fix };
}

function describe({ file, object, placeOf }: PlacedManifest): string {
  const { name } = (object['metadata'] ?? {}) as { readonly name?: unknown };
  const what = [object['kind'], name].filter((part) => typeof part === 'string').join(' ');
  return `${file}:${placeOf([]).line}: ${what === '' ? 'an object' : what}`;
}
