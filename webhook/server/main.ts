import { exitCode } from '../../src/core/errors/exit-code.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { findClusterAccess } from '../kube/find-cluster-access.ts';
import { errorStack } from '../observe/error-stack.ts';
import { LineWriter } from '../observe/line-writer.ts';
import { createLogger } from '../observe/logger.ts';
import { readEnvironment } from './config/read-environment.ts';
import { readInjectionSettings } from './config/read-injection-settings.ts';
import { type RunningWebhook, startWebhook } from './start-webhook.ts';

const lines = new LineWriter((bytes) => process.stdout.write(bytes));
const logger = createLogger(lines.write);

process.on('exit', lines.flush);
process.on('uncaughtException', end);

try {
  const { settingsFile, usesKubernetes, ...environment } = readEnvironment(process.env);
  const settings = await readInjectionSettings(settingsFile);
  const kubernetes = usesKubernetes ? await findClusterAccess(process.env) : undefined;
  stopOnSignal(await startWebhook({ ...environment, settings, kubernetes }, lines.write));
} catch (error) {
  end(error);
}

function stopOnSignal(webhook: RunningWebhook): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(exitCode.declined);
    stopping = true;
    webhook.stop().then(() => process.exit(exitCode.ok), end);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function end(error: unknown): never {
  if (IamraError.is(error)) {
    logger.error(error.message, { code: error.code, fix: error.fix, docs: error.docs });
    process.exit(error.exitCode);
  }
  logger.error('the webhook met a fault of its own', {
    code: 'IAMRA970',
    fault: errorStack(error),
  });
  process.exit(exitCode.bug);
}
