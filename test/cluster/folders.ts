import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where binaries and images are kept, outside of any checkout, by what they are made from. */
export const cacheFolder = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'iamra/cluster',
);

/** Where the running cluster keeps its data, its process ids and its logs. */
export const stateFolder = join(
  process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state'),
  'iamra/cluster',
);
