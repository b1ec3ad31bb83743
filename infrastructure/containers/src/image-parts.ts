import { SERVICE_NAMES, SERVICES, type ServiceName } from "@chorus/contracts/services";

/** What an image is made of; service.Containerfile takes it as arguments. */
export interface ImagePart {
  /** Its repository is `chorus/<name>`. */
  name: string;
  /** The workspace's folder. */
  part: string;
  /** The stage of service.Containerfile. */
  target: "bundled" | "sources" | "chroma";
  healthPort?: number;
  healthPath?: string;
  nodeOptions?: string;
  /** The most it may weigh, uncompressed. */
  maxMegabytes: number;
}

export const DESK_PORT = 3000;
export const WIDGET_PORT = 3001;
export const CHROMA_PORT = 8000;

const PLAIN_MEGABYTES = 300;
const ENCODER_MEGABYTES = 400;
/** As in the gateway's `npm start`: its young objects live as long as a batch. */
const NODE_OPTIONS: Partial<Record<ServiceName, string>> = {
  "websocket-gateway": "--enable-source-maps --max-semi-space-size=4",
};

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
  app("desk", "apps/admin-ui", DESK_PORT),
  app("widget", "apps/chat-widget", WIDGET_PORT),
  { name: "chroma", part: "chroma", target: "chroma", maxMegabytes: PLAIN_MEGABYTES },
];

function app(name: string, part: string, healthPort: number): ImagePart {
  return { name, part, target: "bundled", healthPort, healthPath: "/readyz", maxMegabytes: PLAIN_MEGABYTES };
}
