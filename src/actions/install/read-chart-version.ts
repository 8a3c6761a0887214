import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { readText } from '../../files/read-text.ts';

const chartFile = z.object({ version: z.string() });

/** The version of a chart. @throws {IamraError} IAMRA904 for a folder that holds none */
export async function readChartVersion(chart: string): Promise<string> {
  const path = join(chart, 'Chart.yaml');
  const text = await readText(path);
  if (text !== undefined) return chartFile.parse(parse(text)).version;
  throw new IamraError('IAMRA904', `There is no chart at ${path}.`, {
    fix: 'install iamra again: the chart comes with it',
  });
}
