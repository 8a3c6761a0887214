import { isScalar, LineCounter, parseDocument, stringify, visit } from 'yaml';
import type * as z from 'zod';
import { issueMessage } from '../../config/first-problem.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import type { ManifestFile } from '../../injection/manifests/edited-manifests.ts';
import { findOffset } from '../../yaml-patch/find-place.ts';
import type { RuleSettings } from '../rule.ts';
import { mostRules } from '../rule-limits.ts';
import { type FieldPath, formatPath } from '../validate/field-path.ts';
import { readRule } from '../validate/read-rule.ts';
import { Rivals } from '../validate/rivals.ts';
import { type ConvertedRule, convertInject } from './convert-inject.ts';
import { type FlashbotsConfiguration, flashbotsSchema } from './flashbots-schema.ts';

/** Rules, and what to know of them. */
export interface Conversion {
  /** ClusterInjectionRules, as YAML documents. */
  readonly text: string;
  readonly rules: readonly string[];
  /** What has no translation, and what becomes otherwise: `FILE:LINE: …`. */
  readonly notes: readonly string[];
}

/**
 * Translates a configuration of flashbots/kube-sidecar-injector.
 * @throws {IamraError} IAMRA903 for what is no YAML, IAMRA365 for one without `inject`, IAMRA367 for
 * keys that the injector does not know and for what no rule may have, with all places
 */
export function convertFlashbots(file: ManifestFile, settings: RuleSettings): Conversion {
  const source = readSource(file);
  const { inject = [], ...process } = source.configuration;
  if (inject.length === 0) {
    throw new IamraError('IAMRA365', `${file.file} has no inject: list.`, {
      fix: 'name a configuration of flashbots/kube-sidecar-injector',
    });
  }
  refuseTooMany(inject.length, source);
  const rules = inject.map((each, index) => convertInject(each, index, inject.length));
  refuseBadRules(rules, source, settings);
  const notes = [
    ...Object.keys(process).map((key) => ({
      path: [key],
      text: 'sets up the process of the injector; the chart of iamra has its own values',
    })),
    ...rules.flatMap((rule) => rule.notes),
  ];
  return {
    // kubectl reads YAML 1.1, for which `on` is no text.
    text: rules.map(({ object }) => `---\n${stringify(object, { version: '1.1' })}`).join(''),
    rules: rules.map(({ object }) => object.metadata.name),
    notes: notes.map(({ path, text }) => `${source.placeOf(path)}: ${formatPath(path)} ${text}`),
  };
}

interface Source {
  readonly configuration: FlashbotsConfiguration;
  /** `FILE:LINE` */
  readonly placeOf: (path: FieldPath) => string;
}

function readSource({ file, text }: ManifestFile): Source {
  const lineCounter = new LineCounter();
  // Every value as it is written: whether it is a text or a number, its field says.
  const document = parseDocument(text, { schema: 'failsafe', merge: true, lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw new IamraError(
      'IAMRA903',
      `${file}, line ${line}: ${error.message.split('\n')[0] ?? ''}`,
    );
  }
  const placeOf = (path: FieldPath): string =>
    `${file}:${lineCounter.linePos(findOffset(document.contents, path)).line}`;
  removeEmpty(document);
  const read = flashbotsSchema.safeParse(document.toJS() ?? {});
  if (read.success) return { configuration: read.data, placeOf };
  throw refusal(
    read.error.issues.flatMap(describeIssue).map(({ path, text: what }) => ({
      place: placeOf(path),
      what: `${formatPath(path)} ${what}`,
    })),
  );
}

function refuseTooMany(total: number, { placeOf }: Source): void {
  const most = mostRules.ClusterInjectionRule;
  if (total <= most) return;
  const what = `inject has ${total} entries, and a cluster takes ${most} ClusterInjectionRules`;
  throw refusal([{ place: placeOf(['inject', most]), what }]);
}

function refuseBadRules(
  rules: readonly ConvertedRule[],
  { placeOf }: Source,
  settings: RuleSettings,
): void {
  const read = rules.map(({ object }) => readRule(object, settings));
  const rivals = new Rivals(read.flatMap((each) => (each.kind === 'rule' ? [each.rule] : [])));
  const problems = read.flatMap((each, index) => {
    const found = each.kind === 'rule' ? rivals.fightsOf(each.rule) : each.problems;
    return found.map(({ path, message }) => ({
      place: placeOf(['inject', index, ...path.slice(1)]),
      what: message,
    }));
  });
  if (problems.length > 0) throw refusal(problems);
}

function refusal(problems: ReadonlyArray<{ readonly place: string; readonly what: string }>) {
  const places = problems.map(({ place, what }) => `${place}: ${what}`);
  return new IamraError('IAMRA367', places.join('; '));
}

interface Issue {
  readonly path: FieldPath;
  readonly text: string;
}

function describeIssue(issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code !== 'unrecognized_keys') return [{ path, text: issueMessage(issue) }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    text: 'is no key of kube-sidecar-injector',
  }));
}

/** What is written without a value counts as absent. */
function removeEmpty(document: ReturnType<typeof parseDocument>): void {
  visit(document, {
    Pair: (_key, { value }) => {
      const isEmpty = value === null || (isScalar(value) && value.source === '');
      return isEmpty ? visit.REMOVE : undefined;
    },
  });
}
