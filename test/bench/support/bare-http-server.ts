import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that a credentials endpoint can do: the same answer for everybody.
const body = JSON.stringify({
  AccessKeyId: 'A'.repeat(20),
  SecretAccessKey: 'S'.repeat(40),
  Token: 'T'.repeat(420),
  Expiration: '2026-01-01T00:00:00Z',
});
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((_, response) => {
  response.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ message: 'listening', port })}\n`);
});
