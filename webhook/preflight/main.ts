import { errorMessage } from '../../src/core/errors/error-message.ts';
import { exitCode } from '../../src/core/errors/exit-code.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { findClusterAccess } from '../kube/find-cluster-access.ts';
import { KubeClient } from '../kube/kube-client.ts';
import { parsePreflightConfig } from './preflight-config.ts';
import { runPreflight } from './run-preflight.ts';

interface Sentence {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

const abort = new AbortController();
process.once('SIGTERM', () => {
  abort.abort();
});
process.once('SIGINT', () => {
  abort.abort();
});

try {
  const config = parsePreflightConfig(process.env);
  const client = new KubeClient(await findClusterAccess(process.env));
  const findings = await runPreflight(config, { client, signal: abort.signal });
  client.close();
  // The last lines become the termination message of the container: what fails comes last.
  const ranked = findings.toSorted(
    (a, b) => Number(a.severity === 'fail') - Number(b.severity === 'fail'),
  );
  for (const finding of ranked) print(finding);
  const isFit = ranked.every(({ severity }) => severity === 'warn');
  if (isFit) process.stdout.write('The cluster has what iamra needs.\n');
  process.exitCode = isFit ? exitCode.ok : exitCode.checksFailed;
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  if (abort.signal.aborted) {
    process.stdout.write('The preflight was stopped before its end.\n');
    process.exitCode = exitCode.declined;
    return;
  }
  const known = IamraError.is(error)
    ? error
    : new IamraError('IAMRA970', `The preflight met a fault: ${errorMessage(error)}.`);
  print(known);
  process.exitCode = known.exitCode;
}

function print({ code, message, fix }: Sentence): void {
  process.stdout.write(`${code} ${message} Fix: ${fix}\n`);
}
