import * as z from 'zod';
import { IamraError } from '../core/errors/iamra-error.ts';
import type { Release } from './helm.ts';

// The same in Helm 3 and 4; manifest and notes are of no interest.
const printedRelease = z.object({
  version: z.number(),
  info: z.object({ status: z.string() }),
  config: z.record(z.string(), z.unknown()).nullish(),
});

/** Reads `helm status --output json`. @throws {IamraError} IAMRA163 for what it isn't */
export function parseRelease(printed: string): Release {
  try {
    const { version, info, config } = printedRelease.parse(JSON.parse(printed));
    return { status: info.status, revision: version, values: config ?? {} };
  } catch (cause) {
    throw new IamraError('IAMRA163', 'Helm’s answer to “helm status” cannot be read.', { cause });
  }
}
