import { join } from 'node:path';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { DemoAws } from './demo-stage.ts';
import type { EmulatorPlace } from './find-place.ts';

/** Of the emulator, in the user's folder. */
const stateFileName = 'aws.json';

/** Starts the emulator where pods reach it. */
export async function startAws(
  place: EmulatorPlace,
  port: number,
  folder: string,
): Promise<DemoAws> {
  const emulator = await startEmulator({
    host: place.listen,
    advertisedHost: place.advertise,
    port,
    stateFile: join(folder, stateFileName),
  });
  const isAdvertised = place.listen === place.advertise;
  const localUrl = `http://127.0.0.1:${new URL(emulator.url).port}`;
  return { emulator, podUrl: emulator.url, localUrl: isAdvertised ? emulator.url : localUrl };
}

/** What brings the same emulator back after it ended. */
export function emulatorCommand(
  { listen, advertise }: EmulatorPlace,
  { podUrl }: DemoAws,
  folder: string,
): string {
  const advertised = listen === advertise ? '' : ` --advertise ${advertise}`;
  const state = join(folder, stateFileName);
  return `iamra emulator --host ${listen}${advertised} --port ${new URL(podUrl).port} --state ${state}`;
}
