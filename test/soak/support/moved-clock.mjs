// For `node --import`: moves the wall clock of a process by the seconds that the file $MOVED_CLOCK_FILE holds, as
// if somebody had set the clock of its node.
import { readFileSync, watchFile } from 'node:fs';

const file = process.env.MOVED_CLOCK_FILE;
const TrueDate = Date;
let milliseconds = read();

watchFile(file, { interval: 20, persistent: false }, () => {
  milliseconds = read();
});

function read() {
  return Number(readFileSync(file, 'utf8')) * 1000;
}

globalThis.Date = class Date extends TrueDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [Date.now()] : parts));
  }

  static now() {
    return TrueDate.now() + milliseconds;
  }
};
