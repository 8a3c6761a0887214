import type { Check, Verdict } from '../../core/checks/check.ts';
import type { DoctorFacts } from '../../core/checks/doctor-facts.ts';
import type { Finding } from '../../core/checks/finding.ts';
import { docsLink, type IamraCode } from '../../core/errors/catalogue.ts';
import { errorMessage } from '../../core/errors/error-message.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { CheckResult, Outcome } from './doctor-result.ts';
import type { DoctorWorld } from './doctor-world.ts';

// What the user's rights or absent credentials keep from being seen need not be wrong.
const unseen = new Set<IamraCode>([
  'IAMRA151',
  'IAMRA201',
  'IAMRA202',
  'IAMRA203',
  'IAMRA204',
  'IAMRA211',
  'IAMRA287',
  'IAMRA288',
  'IAMRA290',
]);

/** Asks all at once, and tells of each in the order of the list. */
export async function* runChecks(
  checks: readonly Check[],
  world: DoctorWorld,
): AsyncGenerator<CheckResult> {
  const interrupted = interruption(world.context.signal);
  const asked = checks.map((check) => ({ check, facts: factsFor(check, world) }));
  const told = new Set<unknown>();
  for (const { check, facts } of asked) {
    const gathered = await Promise.race([facts, interrupted]);
    yield resultOf(check, judge(check, gathered, { now: world.context.now(), told }));
  }
}

type Gathered = { readonly facts: DoctorFacts } | { readonly error: unknown };

async function factsFor({ needs }: Check, { read }: DoctorWorld): Promise<Gathered> {
  try {
    const entries = needs.map(async (key) => [key, await read(key)] as const);
    return { facts: Object.fromEntries(await Promise.all(entries)) as unknown as DoctorFacts };
  } catch (error) {
    return { error };
  }
}

interface Judging {
  readonly now: Date;
  /** Errors that an earlier check has told of. */
  readonly told: Set<unknown>;
}

function judge(check: Check, gathered: Gathered, { now, told }: Judging): Verdict {
  if ('error' in gathered) return verdictOf(gathered.error, told);
  try {
    return check.judge(gathered.facts, now);
  } catch (error) {
    return { findings: [findingOf(error)] };
  }
}

function verdictOf(error: unknown, told: Set<unknown>): Verdict {
  const finding = findingOf(error);
  if (told.has(error)) return { skipped: `see ${finding.code} above` };
  told.add(error);
  return { findings: [finding] };
}

function findingOf(error: unknown): Finding {
  const { code, message, fix } = IamraError.is(error)
    ? error
    : new IamraError('IAMRA970', `iamra met a fault of its own: ${errorMessage(error)}`);
  return { code, severity: unseen.has(code) ? 'warn' : 'fail', message, fix };
}

function resultOf({ name, category, title }: Check, verdict: Verdict): CheckResult {
  const base = { name, category, title };
  if ('skipped' in verdict) {
    return { ...base, outcome: 'skip', reason: verdict.skipped, findings: [] };
  }
  const { findings, detail } = verdict;
  return {
    ...base,
    outcome: outcomeOf(findings),
    ...(detail === undefined || detail === '' ? {} : { detail }),
    findings: findings.map((finding) => ({ ...finding, docs: docsLink(finding.code) })),
  };
}

function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some(({ severity }) => severity === 'fail')) return 'fail';
  return findings.length > 0 ? 'warn' : 'pass';
}

function interruption(signal: AbortSignal): Promise<never> {
  const interrupted = new Promise<never>((_, reject) => {
    const interrupt = (): void => {
      reject(new IamraError('IAMRA905', 'Interrupted.', { fix: 'run the command again' }));
    };
    if (signal.aborted) interrupt();
    else signal.addEventListener('abort', interrupt, { once: true });
  });
  // Between two checks nobody may be listening.
  interrupted.catch(() => undefined);
  return interrupted;
}
