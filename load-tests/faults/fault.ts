import type { Clock } from "@chorus/client-sdk/clock";
import type { Cluster } from "./world/cluster.ts";
import type { Crowd } from "./world/crowd.ts";
import type { Load } from "./world/load.ts";

/** What a fault may use. */
export interface Scene {
  cluster: Cluster;
  crowd: Crowd;
  load: Load;
  isShort: boolean;
  /** How often chat-service is killed in all. */
  kills: number;
}

/** One way of things going wrong. */
export interface Fault {
  /** For `--only`. */
  name: string;
  title: string;
  /** Also part of `make test`. */
  isShort?: boolean;
  /** Time as the people's clients see it. */
  clock?: Clock;
  /** Before anybody is there. */
  before?(cluster: Cluster): Promise<void>;
  /** Makes it go wrong, for as long as it should, and right again. @returns what was wrong beside the messages */
  run(scene: Scene): Promise<string[] | void>;
  /** Puts back what people can do without. */
  after?(cluster: Cluster): Promise<void>;
  /** Puts back what these people cannot do without: their tokens are of the services' time. */
  atLast?(cluster: Cluster): Promise<void>;
}
