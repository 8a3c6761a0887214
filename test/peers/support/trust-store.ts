import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.ts';

/** A trust store for Java with a CA in it; gives the options that name it. */
export async function trustStoreOptions(folder: string, caFile: string): Promise<string[]> {
  const store = join(folder, 'trust-store.p12');
  const password = 'changeit';
  const options = [
    `-Djavax.net.ssl.trustStore=${store}`,
    `-Djavax.net.ssl.trustStorePassword=${password}`,
  ];
  if (existsSync(store)) return options;
  const words = ['-importcert', '-noprompt', '-alias', 'ca', '-file', caFile];
  await install(folder, 'keytool', ...words, '-keystore', store, '-storepass', password);
  return options;
}
