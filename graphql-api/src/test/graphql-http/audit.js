// Audits the server at AUDIT_URL with the token AUDIT_TOKEN by every rule of GraphQL over HTTP; prints one JSON line a rule.
import { serverAudits } from 'graphql-http';

const authorization = `Bearer ${process.env.AUDIT_TOKEN}`;

const audits = serverAudits({
  url: process.env.AUDIT_URL,
  fetchFn: (url, init = {}) => fetch(url, { ...init, headers: { ...init.headers, authorization } }),
});

for (const audit of audits) {
  const { status, name, reason, response } = await audit.fn();
  const answer = status === 'ok' ? undefined : { status: response.status, body: await response.text().catch(() => '') };
  console.log(JSON.stringify({ id: audit.id, name, status, reason, answer }));
}
