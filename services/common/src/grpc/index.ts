// gRPC: typed handlers and clients over sockets or inside one process. The sole user of grpc-js.
export { Changes } from './changes.js';
export { clientOf, openTransport, type Client } from './client.js';
export { serve, type AccessRules, type Call, type Handlers, type ServedService } from './handlers.js';
export type { FailureListener } from './invoke.js';
export { answerTransportBytesMax, messageBytesMax } from './limits.js';
export { messageTooLarge } from './message-too-large.js';
export { nextNumberedCursor, numberedPage, type NumberedPage } from './page.js';
export { serveGrpc, type GrpcServer, type GrpcServerOptions, type Listener, type ServerTls } from './server.js';
export type { ClientTls, Target } from './target.js';
export { type CallOptions, type Transport } from './transport.js';
export { watchForever, type Watch, type WatchOptions } from './watch.js';
