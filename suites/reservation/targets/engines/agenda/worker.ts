// A worker of agenda: one recurrent job, which is one row of a table; a handler that touches it.
import type * as BackendPackage from "@agendajs/postgres-backend";
import type * as AgendaPackage from "agenda";
import type * as PgPackage from "pg";
import { requirePackage } from "../package.ts";
import { createEngineWorker } from "../worker.ts";
import { createWatchedRepository } from "./watched-repository.ts";

const { Agenda } = requirePackage<typeof AgendaPackage>("agenda");
const { PostgresBackend } = requirePackage<typeof BackendPackage>("@agendajs/postgres-backend");
const { Client, Pool } = requirePackage<typeof PgPackage>("pg");
const worker = createEngineWorker();
const { environment } = worker;
const name = environment.TERCET_JOB;
const schema = environment.TERCET_DATABASE_SCHEMA;
const connectionString = environment.TERCET_DATABASE_URL;
const pool = new Pool({ connectionString });
// A connection that the server ends, idle or in use; the next one is opened when it is needed.
pool.on("error", () => {});
pool.on("connect", (client) => client.on("error", () => {}));

const backend = new PostgresBackend({
  pool,
  tableName: `${schema}_jobs`,
  logTableName: `${schema}_logs`,
  channelName: schema,
});
const { repository, runOf } = createWatchedRepository(backend.repository, worker);

// It cannot make its tables in two processes at the same time, so one waits for the other.
const turn = new Client({ connectionString });
await turn.connect();
await turn.query("SELECT pg_advisory_lock(hashtext($1))", [schema]);
const agenda = new Agenda({
  backend: Object.create(backend, { repository: { value: repository } }),
  name: environment.TERCET_WORKER,
  processEvery: environment.TERCET_JOB_POLL_SECONDS * 1000,
});
await agenda.ready;
await turn.end();
agenda.define(
  name,
  async (job) => {
    const run = runOf(job.attrs);
    // What it knows of its lock is what it wrote last: it does not ask the table.
    const owns = async () => job.getCanceledMessage() === undefined && !(await job.isExpired());
    const heartbeat = async () => {
      if (!(await owns())) return false;
      await job.touch();
      return true;
    };
    if (!(await worker.play({ ...run, owns, heartbeat }))) throw new Error("the lock has expired");
  },
  { concurrency: 1, lockLifetime: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS * 1000 },
);
await agenda.start();
await agenda.every(environment.TERCET_JOB_EVERY_SECONDS * 1000, name);
