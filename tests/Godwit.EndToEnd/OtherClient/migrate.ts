// The whole path of a batch, by a client whose types and paths come from the OpenAPI document alone: sign in, endpoint, batch from a CSV, start, wait, complete, report.
// Its environment: DOCUMENT, SERVICE, PASSWORD, IMAP_PORT, CSV. It prints what the service told in the end, as JSON.
import createClient from "openapi-fetch";
import { setTimeout as pause } from "node:timers/promises";
import { Obedience } from "./obedience.js";
import type { components, paths } from "./api.js";

type Batch = components["schemas"]["MigrationBatch"];

const given = (name: string) => process.env[name] ?? fail(`${name} is missing`);
function fail(told: string): never { throw new Error(told); }

const obedience = new Obedience(given("DOCUMENT"));
const connect = (authorization: string) => {
  const client = createClient<paths>({ baseUrl: given("SERVICE"), headers: { authorization } });
  client.use(obedience);
  return client;
};

function answered<T>(answer: { data?: T; error?: components["schemas"]["Problem"]; response: Response }): T {
  if (answer.error !== undefined) fail(`${answer.response.status} ${answer.error.code}: ${answer.error.detail}`);
  return answer.data ?? fail("an answer without a body");
}

// Sign in by the password, go on by a token.
const person = connect("Basic " + Buffer.from(`administrator:${given("PASSWORD")}`).toString("base64"));
const token = answered(await person.POST("/api/v1/tokens", { body: { name: "another program", role: "Operator", days: 1 } }));
const api = connect(`Bearer ${token.token}`);
const me = answered(await api.GET("/api/v1/me"));

answered(await api.POST("/api/v1/endpoints", { body: { name: "old", endpointType: "IMAP", remoteServer: "127.0.0.1", port: Number(given("IMAP_PORT")), security: "None" } }));

// What is refused is refused as the document says.
const refused = await api.POST("/api/v1/batches", { body: { name: "wrong", sourceEndpoint: "nowhere", csvData: given("CSV") } });
const refusal = refused.error?.code ?? fail("nothing was refused");

const tried = await api.POST("/api/v1/batches", { params: { query: { whatIf: true } }, body: { name: "tuesday", sourceEndpoint: "old", csvData: given("CSV") } });
if (tried.response.headers.get("godwit-what-if") !== "true") fail("what-if was not confirmed");
const made = answered(await api.POST("/api/v1/batches", { body: { name: "tuesday", sourceEndpoint: "old", csvData: given("CSV") } }));
const path = { identity: made.batchGuid };

async function until(holds: (batch: Batch) => boolean): Promise<Batch> {
  for (let tries = 0; tries < 600; tries++) {
    const batch = answered(await api.GET("/api/v1/batches/{identity}", { params: { path } }));
    if (batch.failedCount > 0) fail(JSON.stringify(answered(await api.GET("/api/v1/users", { params: { query: { batch: "tuesday" } } })).items));
    if (holds(batch)) return batch;
    await pause(100); // between two looks
  }
  return fail("the batch did not come to its end");
}

answered(await api.POST("/api/v1/batches/{identity}/start", { params: { path } }));
await until((batch) => batch.syncedCount === batch.totalCount);
answered(await api.POST("/api/v1/batches/{identity}/complete", { params: { path }, body: { syncAndComplete: true } }));
const done = await until((batch) => batch.finalizedCount === batch.totalCount);

const users = answered(await api.GET("/api/v1/users", { params: { query: { batch: "tuesday", pageSize: 1 } } }));
const rest = answered(await api.GET("/api/v1/users", { params: { query: { batch: "tuesday", after: users.next ?? fail("no second page") } } }));
const user = users.items[0] ?? fail("no user");
const statistics = answered(await api.GET("/api/v1/users/{identity}/statistics", { params: { path: { identity: user.identity }, query: { includeReport: true } } }));
const report = answered(await api.GET("/api/v1/users/{identity}/report", { params: { path: { identity: user.identity } } }));
const table = await api.GET("/api/v1/batches/{identity}/report", { params: { path }, parseAs: "text" });
answered(await api.GET("/api/v1/audit"));
answered(await api.GET("/api/v1/health"));
answered(await api.GET("/api/v1/limits"));
answered(await api.GET("/api/v1/move-requests"));

console.log(JSON.stringify({
  me: me.name, refusal, status: done.status, items: done.itemsTransferred, users: users.items.length + rest.items.length,
  percent: statistics.percentageComplete, entries: report.entries.length, rows: (table.data ?? "").trim().split("\r\n").length, seen: obedience.seen.size,
}));
