import { freePorts } from '../../../src/actions/demo/free-ports.ts';
import { pythonModule } from './python-program.ts';
import { startServer } from './start-server.ts';

/** Someone else's stand-in for IAM and STS. */
export interface RunningMoto {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts moto with the policies that AWS manages. */
export async function startMoto(home: string): Promise<RunningMoto> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const { stop } = await startServer({
    command: await pythonModule('moto.server', '-H', '127.0.0.1', '-p', String(port)),
    environment: { HOME: home, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    readyUrl: `${url}/moto-api/data.json`,
  });
  return { url, stop };
}
