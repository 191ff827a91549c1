import { type ContainerRuntimeClient, GenericContainer, type StartedTestContainer, Wait } from "testcontainers";
import { ownerLabels } from "../container-engine.ts";

/**
 * A container of this process, ready as soon as it runs. It is removed when it cannot be started; testcontainers leaves that
 * to its reaper.
 */
export class RememberedContainer extends GenericContainer {
  #id: string | undefined;

  constructor(image: string) {
    super(image);
    this.withLabels(ownerLabels).withWaitStrategy(Wait.forAll([]));
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.#id = id;
  }

  /** Starts it; throws what the engine says. */
  async startOrRemove(client: ContainerRuntimeClient): Promise<StartedTestContainer> {
    try {
      return await this.start();
    } catch (error) {
      if (this.#id !== undefined) {
        const rest = client.container.getById(this.#id);
        await rest.remove({ force: true, v: true }).catch(() => {});
      }
      throw error;
    }
  }
}
