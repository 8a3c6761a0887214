import type { IamraCode } from '../../errors/catalogue.ts';
import { type InjectionRule, type RuleSettings, ruleKey } from '../rule.ts';
import { isRuleKind } from '../rule-kinds.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { findFights } from '../validate/find-fights.ts';
import { readRule } from '../validate/read-rule.ts';
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
  const fights = placed.flatMap(({ manifest, rule }) =>
    findFights(rule, rules).map((problem) => finding(manifest, problem)),
  );
  const files = manifests.map(({ file }) => file);
  return {
    rules,
    findings: [...own, ...fights, ...repeated(placed)].sort(
      (a, b) =>
        files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
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
  return placed.flatMap(({ manifest, rule }, index) => {
    const first = placed.findIndex(
      (other) => other.rule.kind === rule.kind && ruleKey(other.rule) === ruleKey(rule),
    );
    if (first === index) return [];
    return [
      finding(manifest, {
        code: 'IAMRA344',
        path: ['metadata', 'name'],
        message: `metadata.name repeats the ${rule.kind} ${ruleKey(rule)}`,
        fix: 'rename or remove one of the two',
      }),
    ];
  });
}

function finding(manifest: PlacedManifest, { code, path, message, fix }: RuleProblem): RuleFinding {
  return { file: manifest.file, ...manifest.placeOf(path), code, message, fix };
}

function describe({ file, object, placeOf }: PlacedManifest): string {
  const { name } = (object['metadata'] ?? {}) as { readonly name?: unknown };
  const what = [object['kind'], name].filter((part) => typeof part === 'string').join(' ');
  return `${file}:${placeOf([]).line}: ${what === '' ? 'an object' : what}`;
}
