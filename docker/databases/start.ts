import { TercetError } from "../../contracts/index.ts";
import type { DatabaseName, StartDatabaseOptions, StartedDatabase } from "./database.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";

/**
 * Starts an empty, throw-away database and returns when it serves. Throws `TercetError` (`surroundings`) with the remedy
 * when it cannot be started.
 */
export async function startDatabase(_name: DatabaseName, options: StartDatabaseOptions): Promise<StartedDatabase> {
  const { how, signal } = options;
  if (how === "embedded") return startEmbeddedPostgres(signal);
  // Loaded late: testcontainers is large, and the embedded database does not need it.
  const [{ containerEngineAnswers }, { startPostgresContainer }] = await Promise.all([
    import("./container-engine.ts"),
    import("./postgres/container.ts"),
  ]);
  if (how === "container") return startPostgresContainer(signal);
  if (!(await containerEngineAnswers())) return startEmbeddedPostgres(signal);
  try {
    return await startPostgresContainer(signal);
  } catch (error) {
    // An engine that has no image and reaches no registry is of no use; the embedded database is.
    if (!(error instanceof TercetError) || signal?.aborted === true) throw error;
    return startEmbeddedPostgres(signal);
  }
}
