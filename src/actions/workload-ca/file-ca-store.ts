import { IamraError } from '../../core/errors/iamra-error.ts';
import { readCaKeyFile, writeCaKeyFile } from '../../files/ca-key-file.ts';
import type { CaStore } from './ca-store.ts';

/** The CA in a file, for people without access to the cluster. */
export function fileCaStore(path: string): CaStore {
  return {
    place: path,
    read: async () => (await readCaKeyFile(path))?.certificatePem,
    write: (ca) => writeCaKeyFile(path, ca),
  };
}

/**
 * The user's own CA in a file.
 * @throws {IamraError} IAMRA209, on reading, where there is no such file
 */
export function givenCaStore(path: string): CaStore {
  const store = fileCaStore(path);
  return {
    ...store,
    read: async () => {
      const certificatePem = await store.read();
      if (certificatePem !== undefined) return certificatePem;
      throw new IamraError('IAMRA209', `There is no file ${path}.`, {
        fix: 'put your CA certificate and its key, both PEM, into it; or leave out --ca file, and iamra makes a CA',
      });
    },
  };
}
