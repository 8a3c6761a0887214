import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own and everything that must be undone; nothing of either is left. */
export interface Workspace {
  readonly folder: string;
  /** Remembers what must be stopped; the last one first. */
  readonly onClose: (undo: () => Promise<void>) => void;
  readonly close: () => Promise<void>;
}

export async function openWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-demo-'));
  const undoing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  return {
    folder,
    onClose: (undo) => {
      undoing.push(undo);
    },
    close: async () => {
      for (const undo of undoing.splice(0).reverse()) await undo();
    },
  };
}
