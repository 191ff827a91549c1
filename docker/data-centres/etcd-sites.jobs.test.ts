import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerEngineAnswers, haveImage, openContainerEngine } from "../databases/container-engine.ts";
import { chooseImage } from "../databases/containers/image.ts";
import { type Cut, cuts } from "./cuts.ts";
import { type EtcdSites, startEtcdSites } from "./etcd-sites.ts";
import { agrees, etcdStatus, leaderSite, moveLeader } from "./etcd-status.ts";
import { createWideArea, directions, type SiteName, siteNames } from "./wide-area.ts";

const possible = await hasEtcd();
if (!possible)
  process.stderr.write("skipped: etcd in three sites, since no container engine answers or it has no image\n");

async function hasEtcd(): Promise<boolean> {
  if (!(await containerEngineAnswers())) return false;
  const client = await openContainerEngine();
  return chooseImage(client, "etcd").then(
    (image) => haveImage(client, image),
    () => false,
  );
}

/** One way; there and back takes 40 ms. */
const delayMilliseconds = 20;

describe.runIf(possible)("etcd in three sites", () => {
  const wideArea = createWideArea(() => delayMilliseconds);
  let sites: EtcdSites;
  beforeAll(async () => {
    sites = await startEtcdSites(wideArea);
  }, 90_000);
  afterAll(() => sites?.stop());

  const serves = (site: SiteName) =>
    agrees(sites.nodes[site], 1_000).then(
      () => true,
      () => false,
    );
  const eventually = { timeout: 30_000, interval: 100 };
  const untilAllServe = () =>
    expect.poll(async () => (await Promise.all(siteNames.map(serves))).every(Boolean), eventually).toBe(true);
  const untilLeads = async (site: SiteName) => {
    await expect
      .poll(async () => {
        await moveLeader(sites.nodes, site).catch(() => {});
        return leaderSite(sites.nodes);
      }, eventually)
      .toBe(site);
    await untilAllServe();
  };

  test("a write takes at least the way to the next site and back", async () => {
    await untilAllServe();
    const begun = performance.now();
    await agrees(sites.nodes.dc1, 10_000);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(2 * delayMilliseconds);
  });

  test.each(cuts.filter(({ minority }) => minority.length > 0).map((cut) => [cut.name, cut] as const))(
    "%s: the minority loses the leader and serves nobody, the majority elects another one and serves",
    async (_name, cut: Cut) => {
      const [lost] = cut.minority as [SiteName];
      const majority = siteNames.filter((site) => site !== lost);
      await untilLeads(lost);
      wideArea.cut(cut.directions);
      try {
        await expect.poll(async () => (await Promise.all(majority.map(serves))).every(Boolean), eventually).toBe(true);
        expect(await serves(lost)).toBe(false);
        const { leader } = await etcdStatus(sites.nodes[majority[0] as SiteName]);
        expect(leader).not.toBe((await etcdStatus(sites.nodes[lost])).member);
      } finally {
        wideArea.heal();
      }
      await untilAllServe();
    },
    90_000,
  );

  test.each(cuts.filter(({ minority }) => minority.length === 0).map((cut) => [cut.name, cut] as const))(
    "%s: all serve while the witness leads",
    async (_name, cut: Cut) => {
      await untilLeads("witness");
      wideArea.cut(cut.directions);
      try {
        await untilAllServe();
      } finally {
        wideArea.heal();
      }
    },
    90_000,
  );

  test.each([
    ["bridged", "dc1", "dc2"],
    ["dc1-to-dc2", "dc1", "dc2"],
    ["dc1-to-dc2", "dc2", "dc1"],
  ] as const)(
    "%s while %s leads: %s serves nobody, the others do",
    async (name, leader, lost) => {
      const cut = cuts.find((one) => one.name === name) as Cut;
      await untilLeads(leader);
      wideArea.cut(cut.directions);
      try {
        await expect.poll(() => serves(lost), eventually).toBe(false);
        const others = siteNames.filter((site) => site !== lost);
        await expect.poll(async () => (await Promise.all(others.map(serves))).every(Boolean), eventually).toBe(true);
        expect(await leaderSite(sites.nodes)).toBe(leader);
      } finally {
        wideArea.heal();
      }
      await untilAllServe();
    },
    90_000,
  );

  test("without any way between the sites nobody serves, and all do when they are healed", async () => {
    await untilAllServe();
    wideArea.cut(directions);
    try {
      await expect.poll(async () => (await Promise.all(siteNames.map(serves))).some(Boolean), eventually).toBe(false);
    } finally {
      wideArea.heal();
    }
    await untilAllServe();
  }, 90_000);
});

test.runIf(possible)(
  "an interruption throws its reason and leaves nothing",
  async () => {
    const controller = new AbortController();
    const starting = startEtcdSites(
      createWideArea(() => 0),
      controller.signal,
    );
    setTimeout(() => controller.abort(new Error("enough")), 1_000);
    await expect(starting).rejects.toThrow("enough");
  },
  90_000,
);
