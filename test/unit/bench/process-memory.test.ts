import { expect, it } from 'vitest';
import {
  parseRollup,
  processMemory,
  tellsProcessMemory,
} from '../../bench/support/process-memory.ts';

const rollup = `00400000-7ffd5a1c9000 ---p 00000000 00:00 0                          [rollup]
Rss:               61440 kB
Pss:               20992 kB
Pss_Dirty:         14000 kB
Shared_Clean:      40960 kB
Private_Clean:      5120 kB
Private_Dirty:     14336 kB
Swap:                  0 kB
SwapPss:               0 kB
`;

it('the memory of a process is read from its smaps_rollup, in MiB', () => {
  expect(parseRollup(rollup)).toEqual({ resident: 60, proportional: 20.5, privateDirty: 14 });
});

it('what the kernel does not tell is no number, so that no budget holds it for little', () => {
  expect(parseRollup('Rss: 1024 kB\n')).toEqual({
    resident: 1,
    proportional: Number.NaN,
    privateDirty: Number.NaN,
  });
});

it.runIf(tellsProcessMemory())('a process has no more to itself than it has at all', () => {
  const { resident, proportional, privateDirty } = processMemory(process.pid);
  expect(privateDirty).toBeGreaterThan(1);
  expect(proportional).toBeGreaterThanOrEqual(privateDirty);
  expect(resident).toBeGreaterThanOrEqual(proportional);
});
