import { PORTS_BESIDE, SERVICE_NAMES, type ServiceName, SERVICES } from "@chorus/contracts/services";

/** What an image is made of; service.Containerfile takes it as arguments. */
export interface ImagePart {
  /** Its repository is `chorus/<name>`. */
  name: string;
  /** The workspace's folder. */
  part: string;
  /** The stage of service.Containerfile. */
  target: "bundled" | "sources" | "chroma" | "backup";
  healthPort?: number;
  /** Services have /livez. */
  healthPath?: string;
  nodeOptions?: string;
  /** The most it may weigh, uncompressed. */
  maxMegabytes: number;
}

const PLAIN_MEGABYTES = 300;
const ENCODER_MEGABYTES = 400;
/** As in the gateway's `npm start`: its young objects live as long as a batch. */
const NODE_OPTIONS: Partial<Record<ServiceName, string>> = {
  "websocket-gateway": "--enable-source-maps --max-semi-space-size=4",
};

export const CHROMA_HEALTH_PATH = "/api/v2/heartbeat";

/** Every image of Chorus, services in the order in which they start. */
export const IMAGE_PARTS: readonly ImagePart[] = [
  { name: "migrate", part: "infrastructure/containers", target: "sources", maxMegabytes: PLAIN_MEGABYTES },
  ...SERVICE_NAMES.map((name): ImagePart => {
    const nodeOptions = NODE_OPTIONS[name];
    return {
      ...{ name, part: `services/${name}`, target: "bundled", healthPort: SERVICES[name].port },
      ...(nodeOptions === undefined ? {} : { nodeOptions }),
      maxMegabytes: SERVICES[name].hasEncoder ? ENCODER_MEGABYTES : PLAIN_MEGABYTES,
    };
  }),
  app("desk", "apps/admin-ui", PORTS_BESIDE.DESK_PORT),
  app("widget", "apps/chat-widget", PORTS_BESIDE.WIDGET_PORT),
  {
    ...{ name: "backup", part: "infrastructure/backup", target: "backup", maxMegabytes: PLAIN_MEGABYTES },
    ...{ healthPort: PORTS_BESIDE.BACKUP_METRICS_PORT, healthPath: "/metrics" },
  },
  {
    ...{ name: "chroma", part: "chroma", target: "chroma", maxMegabytes: PLAIN_MEGABYTES },
    ...{ healthPort: PORTS_BESIDE.CHROMA_PORT, healthPath: CHROMA_HEALTH_PATH },
  },
];

function app(name: string, part: string, healthPort: number): ImagePart {
  return { name, part, target: "bundled", healthPort, healthPath: "/readyz", maxMegabytes: PLAIN_MEGABYTES };
}
