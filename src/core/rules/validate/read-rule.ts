import { quote } from '../../injection/notice.ts';
import { nearest } from '../../nearest.ts';
import type { InjectionRule, RuleKind, RuleSettings, RuleSpec } from '../rule.ts';
import { isRuleKind, rulesApiVersion } from '../rule-kinds.ts';
import { mostSpecBytes } from '../rule-limits.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { checkNamespaces } from './check-namespaces.ts';
import { checkSpec } from './check-spec.ts';
import type { FieldPath } from './field-path.ts';
import { readShape } from './read-shape.ts';
import { type Report, reportBelow, reportInto } from './report.ts';
import type { Fields } from './type-rules.ts';
import { dnsLabel, dnsSubdomain, type ValueCheck } from './value-checks.ts';

/** A rule, or everything that is wrong with it. */
export type ReadRule =
  | { readonly kind: 'rule'; readonly rule: InjectionRule }
  | { readonly kind: 'problems'; readonly problems: readonly RuleProblem[] };

const members = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/**
 * Reads a resource as a rule that no pod becomes invalid by, or says all that stands against it.
 * What it gives has no null in it. It never throws.
 */
export function readRule(object: unknown, settings: RuleSettings): ReadRule {
  const problems: RuleProblem[] = [];
  const report = reportInto(problems);
  if (!isMap(object)) {
    report([], { code: 'IAMRA355', message: 'is no injection rule' });
    return { kind: 'problems', problems };
  }
  const kind = readKind(object, report);
  const metadata = readMetadata(object['metadata'], kind, report);
  checkMembers(object, report);
  checkNamespaces(metadata.namespace, settings, report);
  const spec = readSpec(object['spec'], kind, settings, { problems, report });
  if (problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'rule', rule: { kind, ...metadata, spec } };
}

function readKind({ apiVersion, kind }: Fields, report: Report): RuleKind {
  if (apiVersion !== rulesApiVersion) {
    report(['apiVersion'], { code: 'IAMRA355', message: `must be ${rulesApiVersion}` });
  }
  if (!isRuleKind(kind)) {
    const message = 'must be InjectionRule or ClusterInjectionRule';
    report(['kind'], { code: 'IAMRA355', message });
  }
  return kind === 'InjectionRule' ? kind : 'ClusterInjectionRule';
}

function readMetadata(
  metadata: unknown,
  kind: RuleKind,
  report: Report,
): Pick<InjectionRule, 'namespace' | 'name'> {
  const { name, generateName, namespace } = isMap(metadata) ? metadata : {};
  // A webhook may see an object before it has the rest of its name.
  const known = name ?? (typeof generateName === 'string' ? `${generateName}x` : undefined);
  const read = { name: readName(known, dnsSubdomain, reportBelow(report, 'metadata', 'name')) };
  if (kind === 'ClusterInjectionRule') return { ...read, namespace: undefined };
  return {
    ...read,
    namespace: readName(namespace, dnsLabel, reportBelow(report, 'metadata', 'namespace')),
  };
}

/** The name, or the empty text where there is none that can be used. */
function readName(name: unknown, check: ValueCheck, report: Report): string {
  if (name === undefined || name === null || name === '') {
    report([], { code: 'IAMRA342', message: 'is required' });
    return '';
  }
  if (typeof name !== 'string') {
    report([], { code: 'IAMRA341', message: 'must be a string (put it in quotes)' });
    return '';
  }
  const problem = check(name);
  if (problem !== undefined) report([], { code: 'IAMRA343', message: `${quote(name)} ${problem}` });
  return name;
}

function checkMembers(object: Fields, report: Report): void {
  for (const key of Object.keys(object)) {
    if (members.includes(key)) continue;
    const meant = nearest(key, members);
    const hint = meant === undefined ? '' : `; did you mean ${quote(meant)}?`;
    report([key], { code: 'IAMRA340', message: `is no field of a rule${hint}` });
  }
}

interface Findings {
  readonly problems: readonly RuleProblem[];
  readonly report: Report;
}

function readSpec(
  value: unknown,
  kind: RuleKind,
  settings: RuleSettings,
  { problems, report }: Findings,
): RuleSpec {
  const reportSpec = reportBelow(report, 'spec');
  const bytes = jsonBytes(value);
  if (bytes > mostSpecBytes) {
    reportSpec([], {
      code: 'IAMRA356',
      message: `is ${bytes} bytes of JSON, but may be ${mostSpecBytes}`,
    });
    return {};
  }
  const type = { holds: 'one', of: 'RuleSpec' } as const;
  const spec = (readShape(value ?? {}, type, reportSpec) ?? {}) as RuleSpec;
  // What was left out for its length would be missed by every other check.
  if (problems.some(({ code }) => code === 'IAMRA358')) return {};
  const isMisshapen = linesThrough(problems.map(({ path }) => path));
  checkSpec(spec, kind, settings, (path, complaint) => {
    const place = ['spec', ...path];
    if (!isMisshapen(place)) report(place, complaint);
  });
  return spec;
}

/** Says whether a path lies on one line with any of some: of two such problems the deeper one is the cause. */
function linesThrough(paths: readonly FieldPath[]): (path: FieldPath) => boolean {
  const known = new Set(paths.map(keyOf));
  const above = new Set(paths.flatMap(pathsTo).map(keyOf));
  return (path) =>
    above.has(keyOf(path)) || pathsTo(path).some((shorter) => known.has(keyOf(shorter)));
}

/** A path, and all that it goes through. */
function pathsTo(path: FieldPath): FieldPath[] {
  return [...path.keys(), path.length].map((length) => path.slice(0, length));
}

function keyOf(path: FieldPath): string {
  return JSON.stringify(path);
}

/** More than any number where JSON has no form of it. */
function jsonBytes(value: unknown): number {
  try {
    return new TextEncoder().encode(JSON.stringify(value ?? null)).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
