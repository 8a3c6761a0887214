import { isIPv6 } from 'node:net';
import type { EmulatorAccount } from './account.ts';
import { createAccount } from './create-account.ts';
import type { EmulatorOptions, RunningEmulator } from './emulator-options.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { exchangeHandler } from './server/exchange-handler.ts';
import { ExchangeLog } from './server/exchange-log.ts';
import { listen } from './server/listen.ts';
import { createServerCertificate, type ServerCertificate } from './server/server-certificate.ts';
import { stateKeeper } from './storage/state-file.ts';
import { writeFileAtomically } from './storage/write-file-atomically.ts';

/**
 * Starts a server that answers for Roles Anywhere, IAM and STS of one account.
 * @throws {IamraError} IAMRA901 for options that don't fit, IAMRA904 for files, IAMRA906 for an address in use, IAMRA907 for a damaged state file
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const { host = '127.0.0.1', port = 0, stateFile, onExchange } = options;
  const account = createAccount(options);
  const faults = new FaultPlan(options.faults ?? [], account.now);
  const closing = new AbortController();
  const persist = stateFile === undefined ? () => undefined : stateKeeper(stateFile, account);
  const tls = await serverCertificate(options, host, account);
  const server = await listen({
    host,
    port,
    tls,
    onRequest: exchangeHandler({
      account,
      faults,
      log: new ExchangeLog(),
      closing: closing.signal,
      persist,
      onExchange,
    }),
  });
  persist();
  const { id, partition, region, administrator } = account;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${urlHost(options.advertisedHost ?? host)}:${server.port}`,
    // SDK clients write into the credentials that they get.
    account: { id, partition, region, administrator: { ...administrator } },
    setFaults: (rules) => {
      faults.replace(rules);
    },
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}

async function serverCertificate(
  { https, advertisedHost = '127.0.0.1' }: EmulatorOptions,
  host: string,
  account: EmulatorAccount,
): Promise<ServerCertificate | undefined> {
  if (https === undefined) return undefined;
  const certificate = await createServerCertificate([host, advertisedHost], account.now());
  writeFileAtomically(https.caFile, certificate.caPem, 0o644);
  return certificate;
}

// Whoever listens on every address is reached on this machine by the loopback one.
const reachable: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

function urlHost(host: string): string {
  return reachable[host] ?? (isIPv6(host) ? `[${host}]` : host);
}
