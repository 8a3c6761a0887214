import { catalogue, type IamraCode } from '../errors/catalogue.ts';
import type { Check, Verdict } from './check.ts';
import { type Finding, failure, warning } from './finding.ts';
import { groupByOwner, nameOwner } from './name-owners.ts';
import { readGauge } from './read-gauge.ts';
import type { AgentReport, OptedInPod } from './workload-facts.ts';

// No session was created yet: the agent has just started.
const starting = 'IAMRA423';

/** The agents say themselves whether they have credentials, and until when. */
export const agents: Check<'agents'> = {
  name: 'agents',
  category: 'workloads',
  title: 'The agents have credentials',
  codes: ['IAMRA425', 'IAMRA426', 'IAMRA427', 'IAMRA428', 'IAMRA437', 'IAMRA438', 'IAMRA151'],
  needs: ['agents'],
  judge: ({ agents: reports }, now) => judgeAgents(reports, now),
};

interface PodFinding {
  readonly pod: OptedInPod;
  readonly finding: Finding;
}

export function judgeAgents(reports: readonly AgentReport[], now: Date): Verdict {
  if (reports.length === 0) return { skipped: 'no pod has the agent' };
  const forbidden = reports.find(({ answer }) => answer.kind === 'forbidden');
  if (forbidden?.answer.kind === 'forbidden') {
    const message = `The agents cannot be asked through the API server: ${forbidden.answer.reason}`;
    return {
      findings: [warning('IAMRA151', message, 'use a context that may “get” pods/proxy')],
    };
  }
  const found = reports.flatMap((report) => {
    const finding = judgeAgent(report, now);
    return finding === undefined ? [] : [{ pod: report.pod, finding }];
  });
  const helpers = reports.filter(({ answer }) => answer.kind === 'helper').length;
  if (found.length === 0 && helpers === reports.length) return { skipped: nameHelpers(helpers) };
  return { findings: summarise(found), detail: describe(reports, helpers) };
}

/** The first thing that is wrong with one agent. */
export function judgeAgent({ pod, answer }: AgentReport, now: Date): Finding | undefined {
  const name = `pod ${pod.namespace}/${pod.name}`;
  switch (answer.kind) {
    case 'forbidden':
      return undefined;
    case 'not-running':
      return ownWords(answer.reason, pod) ?? silent(pod, `does not run: ${answer.reason}`);
    case 'helper':
      return judgeHelper(answer, pod);
    case 'unreachable':
      return silent(pod, `does not answer: ${answer.reason}`);
    case 'answered':
      if (answer.status !== 200) {
        return ownWords(answer.body, pod) ?? silent(pod, `answers ${answer.status}`);
      }
      return judgeMetrics(answer.metrics, name, now);
  }
}

function judgeHelper(
  { hasStarted, words }: Extract<AgentReport['answer'], { kind: 'helper' }>,
  { namespace, name }: OptedInPod,
): Finding | undefined {
  const who = `AWS's signing helper in pod ${namespace}/${name}`;
  if (hasStarted) {
    return words === '' ? undefined : warning('IAMRA438', `${who} last got no session at ${words}`);
  }
  if (words === '') return warning('IAMRA437', `${who} has not got a session yet.`);
  const fix = `kubectl describe pod --namespace ${namespace} ${name}`;
  return failure('IAMRA437', `${who} gets no session: ${words}`, fix);
}

/** An agent without credentials tells code, reason and fix: `IAMRA414 … Fix: …`. */
function ownWords(text: string, { namespace, name }: OptedInPod): Finding | undefined {
  const [, code, sentence = '', , fix] =
    /\b(IAMRA\d{3}):? ([^\n]*?)( Fix: ([^\n]*))?(\n|$)/.exec(text) ?? [];
  if (code === undefined || !Object.hasOwn(catalogue, code)) return undefined;
  const known = code as IamraCode;
  const make = known === starting ? warning : failure;
  return make(known, `The agent of pod ${namespace}/${name}: ${sentence}`, fix);
}

function silent({ namespace, name }: OptedInPod, what: string): Finding {
  return failure(
    'IAMRA425',
    `The agent of pod ${namespace}/${name} ${what}`,
    `kubectl describe pod --namespace ${namespace} ${name}`,
  );
}

function judgeMetrics(metrics: string, name: string, now: Date): Finding | undefined {
  const seconds = now.getTime() / 1000;
  const expiry = readGauge(metrics, credentialsExpiry);
  if (expiry !== undefined && expiry < seconds) {
    return failure('IAMRA426', `The credentials of ${name} expired at ${moment(expiry)}.`);
  }
  const certificate = readGauge(metrics, 'iamra_agent_certificate_expiry_timestamp_seconds');
  if (certificate !== undefined && certificate < seconds) {
    const message = `The certificate that the agent of ${name} uses expired at ${moment(certificate)}.`;
    return failure('IAMRA427', message);
  }
  const skew = readGauge(metrics, 'iamra_agent_clock_skew_seconds') ?? 0;
  if (skew === 0) return undefined;
  const where = skew > 0 ? 'behind' : 'ahead of';
  const message = `The clock of the node of ${name} is ${Math.round(Math.abs(skew))} s ${where} AWS's; the agent corrects for it.`;
  return warning('IAMRA428', message);
}

/** One finding for each owner and code: a Deployment's pods all have the same trouble. */
function summarise(found: readonly PodFinding[]): Finding[] {
  const codes = [...new Set(found.map(({ finding }) => finding.code))];
  return codes.flatMap((code) =>
    groupByOwner(
      found.filter(({ finding }) => finding.code === code),
      ({ pod }) => pod.owner,
    ).map(({ owner, items }) => {
      const [{ finding }] = items;
      if (items.length === 1) return finding;
      const message = `${items.length} pods of ${nameOwner(owner)}, such as this one: ${finding.message}`;
      return { ...finding, message };
    }),
  );
}

const credentialsExpiry = 'iamra_agent_credentials_expiry_timestamp_seconds';

function describe(reports: readonly AgentReport[], helpers: number): string {
  const expiry = describeExpiry(reports);
  return helpers === 0 ? expiry : `${expiry}; ${nameHelpers(helpers)}`;
}

function nameHelpers(count: number): string {
  const have = count === 1 ? '1 pod has' : `${count} pods have`;
  return `${have} AWS's signing helper, which cannot be asked: docs/signing-helper.md`;
}

function describeExpiry(reports: readonly AgentReport[]): string {
  const moments = reports.flatMap(({ answer }) =>
    answer.kind === 'answered' ? (readGauge(answer.metrics, credentialsExpiry) ?? []) : [],
  );
  const count = reports.length === 1 ? '1 pod' : `${reports.length} pods`;
  if (moments.length === 0) return count;
  return `${count}; the first credentials end at ${moment(Math.min(...moments))} if not renewed`;
}

function moment(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
}
