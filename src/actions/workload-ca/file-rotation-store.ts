import { rm } from 'node:fs/promises';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';
import type { CaSlot } from '../../core/plan/ca-rotation/rotation-observation.ts';
import { readCaKeyFile, writeCaKeyFile } from '../../files/ca-key-file.ts';
import type { RotationStore } from './rotation-store.ts';

/** The CAs in files side by side: FILE, FILE.next and FILE.previous. */
export function fileRotationStore(path: string): RotationStore {
  const placeOf = (slot: CaSlot): string => (slot === 'current' ? path : `${path}.${slot}`);
  const readWithKey = (slot: CaSlot): Promise<IssuedCertificate | undefined> =>
    readCaKeyFile(placeOf(slot));
  return {
    placeOf,
    readWithKey,
    read: async (slot) => (await readWithKey(slot))?.certificatePem,
    refuseForeign: async () => {
      if ((await readWithKey('current')) !== undefined) return;
      throw new IamraError('IAMRA209', `There is no file ${path}.`);
    },
    writeNext: (ca) => writeCaKeyFile(placeOf('next'), ca),
    copy: async (from, to) => {
      const ca = await readWithKey(from);
      if (ca === undefined) throw new IamraError('IAMRA258', `There is no file ${placeOf(from)}.`);
      await writeCaKeyFile(placeOf(to), ca);
    },
    remove: (slot) => rm(placeOf(slot), { force: true }),
  };
}
