import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { splitPem } from '../../core/pki/split-pem.ts';
import { readText } from '../../files/read-text.ts';
import { findCaStore } from '../init/find-ca-store.ts';
import type { InitInput } from '../init/init-input.ts';
import { readUsableCa } from '../workload-ca/read-usable-ca.ts';

/** Where the certificate of the CA is to be had. */
export interface ExportedCaInput extends InitInput {
  /** A PEM file; beats the others. */
  readonly caCertificate: string | undefined;
}

/**
 * The certificate of the CA, PEM: from a file, else from where `init` keeps the CA. Its key is left where it is.
 * @throws {IamraError} IAMRA270 where there is none, IAMRA208 for one that AWS would refuse
 */
export async function readExportedCa(context: Context, input: ExportedCaInput): Promise<string> {
  const { caCertificate } = input;
  if (caCertificate !== undefined) return fromFile(caCertificate, context.now());
  const { store, obstacle } = await findCaStore(context, input, undefined);
  const certificate = await readUsableCa(store, context.now());
  if (certificate !== undefined) return certificate;
  const where =
    store === undefined ? 'No place of the CA is known.' : `${store.place} holds no CA.`;
  const why = obstacle === undefined ? '' : ` The cluster at hand is not used: ${obstacle}`;
  throw new IamraError('IAMRA270', `${where}${why}`);
}

async function fromFile(path: string, now: Date): Promise<string> {
  const text = await readText(path);
  if (text === undefined) throw new IamraError('IAMRA270', `There is no file ${path}.`);
  const read = (): Promise<string> => Promise.resolve(publicPart(text, path));
  return (await readUsableCa({ place: path, read }, now)) ?? '';
}

/** A key beside the certificate must not get into a template. */
function publicPart(text: string, path: string): string {
  const certificates = splitPem(text);
  if (certificates.length > 0) return certificates.map((pem) => `${pem}\n`).join('');
  throw new IamraError('IAMRA270', `${path} holds no certificate in PEM.`);
}
