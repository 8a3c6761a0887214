import type { IamraConfig } from '../../../../src/core/config/iamra-config.ts';
import { parseConfig } from '../../../../src/core/config/parse-config.ts';
import { errorMessage } from '../../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';

/**
 * Reads the iamra.yaml that the chart was given.
 * @throws {IamraError} IAMRA284 where it is not valid, or is for another cluster
 */
export function readConfig(text: string, cluster: string): IamraConfig {
  const config = parse(text);
  if (config.cluster === cluster) return config;
  throw new IamraError(
    'IAMRA284',
    `The iamra.yaml of drift detection is for cluster ${config.cluster}; this one is ${cluster}.`,
  );
}

function parse(text: string): IamraConfig {
  try {
    return parseConfig(text, 'iamra.yaml');
  } catch (cause) {
    const problem = errorMessage(cause);
    throw new IamraError('IAMRA284', `The value driftDetection.config is not valid: ${problem}.`, {
      cause,
    });
  }
}
