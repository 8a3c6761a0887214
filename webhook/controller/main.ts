import { errorMessage } from '../../src/core/errors/error-message.ts';
import { exitCode } from '../../src/core/errors/exit-code.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { findClusterAccess } from '../kube/find-cluster-access.ts';
import { KubeClient } from '../kube/kube-client.ts';
import { errorStack } from '../observe/error-stack.ts';
import { LineWriter } from '../observe/line-writer.ts';
import { createLogger } from '../observe/logger.ts';
import { parseControllerConfig } from './controller-config.ts';
import { type RunningController, startController } from './start-controller.ts';

const lines = new LineWriter((bytes) => process.stdout.write(bytes));
const logger = createLogger(lines.write);

process.on('exit', lines.flush);
process.on('uncaughtException', end);

try {
  const config = parseControllerConfig(process.env);
  const client = new KubeClient(await findClusterAccess(process.env));
  stopOnSignal(await startController(config, { client, logger, environment: process.env }));
} catch (error) {
  end(error);
}

function stopOnSignal(controller: RunningController): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(exitCode.declined);
    stopping = true;
    controller.stop().then(() => process.exit(exitCode.ok), end);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function end(error: unknown): never {
  if (IamraError.is(error)) {
    logger.error(error.message, { code: error.code, fix: error.fix, docs: error.docs });
    process.exit(error.exitCode);
  }
  logger.error('the identity controller met a fault of its own', {
    code: 'IAMRA970',
    problem: errorMessage(error),
    fault: errorStack(error),
  });
  process.exit(exitCode.bug);
}
