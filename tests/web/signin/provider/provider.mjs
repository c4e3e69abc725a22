// A certified OpenID provider (oidc-provider) for the tests: people and what they are come from a file
// that the tests rewrite while it runs. Prints its address when it answers.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [peopleFile, redirectUri, signedOutUri] = process.argv.slice(2);
const people = () => JSON.parse(readFileSync(peopleFile, "utf-8"));

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: "cairn", client_secret: "the secret of cairn", redirect_uris: [redirectUri], backchannel_logout_uri: signedOutUri },
      { client_id: "another-site", client_secret: "x", redirect_uris: [redirectUri] },
    ],
    claims: { openid: ["sub"], profile: ["name", "groups"], email: ["email", "email_verified"] },
    scopes: ["openid", "profile", "email"],
    cookies: { keys: ["only for tests"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
    // It would call no loopback address; the tests are at one.
    fetch: (address, { dispatcher, ...options }) => fetch(address, options),
    findAccount: (_context, id) => {
      const person = people()[id];
      return person && { accountId: id, claims: () => ({ sub: id, ...person }) };
    },
    // The agency has consented for its people.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
