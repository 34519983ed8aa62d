import formbody from '@fastify/formbody';
import fastify from 'fastify';

/** The route by which links are answered with nothing behind it: what the HTTP server itself takes. Prints its port; ends with its input. */
const app = fastify({ routerOptions: { maxParamLength: 200 } });
await app.register(formbody);
app.post('/a/:token', async (request, reply) => {
  const { token } = request.params as { readonly token: string };
  return reply.redirect(`/a/${token}?done=answered`, 303);
});
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }));
process.stdin.on('data', () => console.log('{}'));
process.stdin.on('end', () => process.exit(0));
