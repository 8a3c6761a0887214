import { errorMessage } from '../../src/core/errors/error-message.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { createLogger } from '../observe/logger.ts';
import { parseAgentConfig } from './agent-config.ts';
import { errorFields } from './error-fields.ts';
import { startAgent } from './start-agent.ts';
import { writeTerminationLog } from './termination-log.ts';

const log = createLogger((line) => process.stdout.write(line));

/** Ends with the exit code of the error; Kubernetes shows its sentence as the container's last words. */
function fail(thrown: unknown): void {
  const error = IamraError.is(thrown)
    ? thrown
    : new IamraError('IAMRA970', `The agent met a fault: ${errorMessage(thrown)}.`);
  log.error(error.message, errorFields(error));
  writeTerminationLog(process.env, error);
  process.exitCode = error.exitCode;
}

process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

try {
  const agent = await startAgent(parseAgentConfig(process.env), { log, env: process.env });
  log.info('listening', { port: agent.credentialsPort, healthPort: agent.healthPort });
  const stop = (signal: string): void => {
    log.info('stopping', { signal });
    void agent.stop().then(() => {
      const reason = agent.withoutSuccess();
      if (reason !== undefined) fail(reason);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  fail(error);
}
