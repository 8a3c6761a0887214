import { createServer, type Server } from 'node:http';
import { limitConnections } from './connection-limit.ts';
import { type Health, healthListener } from './health-listener.ts';

const limit = { connections: 100, pipelined: 8 };

/** An HTTP server for kubelet and Prometheus; strangers who reach it can open no more than a few connections. */
export function createHealthServer(health: Health): Server {
  const server = createServer(healthListener(health));
  limitConnections(server, limit);
  return server;
}
