import { fork, type ChildProcess } from "node:child_process";
import { createWorkQueue, type WorkOf } from "@chorus/auth/work-queue";
import { AppError } from "@chorus/kernel/app-error";

export interface ImageJob {
  input: string;
  output: string;
  thumbnail: string;
  format: "jpeg" | "png" | "gif" | "webp";
  maxPixels: number;
  maxEdge: number;
  maxPages: number;
  outputEdge: number;
  thumbnailEdge: number;
}

/** The middle of an image, scaled to a square WebP of `edge` pixels; of an animation the first frame. */
export interface SquareJob extends Pick<ImageJob, "input" | "output" | "maxPixels" | "maxEdge" | "maxPages"> {
  edge: number;
}

type Outcome = { width: number; height: number } | { refused: "too_large" | "broken"; reason?: string };

export interface ImageLimits {
  /** Of all frames together: bounds what a decoder has to unpack. */
  maxPixels: number;
  /** In pixels, per side. */
  maxEdge: number;
  /** Frames of an animation. */
  maxPages: number;
  /** Larger ones are scaled down. */
  outputEdge: number;
  thumbnailEdge: number;
  timeoutMs: number;
  /** How many may wait while another is processed, of everybody, of one tenant and of one person; more are refused. */
  maxWaiting: number;
  maxWaitingOfTenant: number;
  maxWaitingOfPerson: number;
}

export const IMAGE_LIMITS: ImageLimits = {
  maxPixels: 64_000_000,
  maxEdge: 16_384,
  maxPages: 500,
  outputEdge: 4_096,
  thumbnailEdge: 320,
  timeoutMs: 20_000,
  maxWaiting: 40,
  maxWaitingOfTenant: 20,
  maxWaitingOfPerson: 10,
};

export interface ImageProcessor extends AsyncDisposable {
  /**
   * Re-encodes an image, upright, in sRGB and without metadata, and creates its thumbnail (WebP).
   * @returns its size in pixels
   * @throws AppError `invalid` for an image that is broken, too large or takes too long, `unavailable` when too many wait, `rate_limited` when too many
   * of this person or tenant do
   */
  encode(
    files: Pick<ImageJob, "input" | "output" | "thumbnail" | "format">,
    of: WorkOf,
  ): Promise<{ width: number; height: number }>;
  /** The same for a portrait: the middle of the image as a square WebP. @throws the same */
  square(files: Pick<SquareJob, "input" | "output" | "edge">, of: WorkOf): Promise<void>;
}

const PROGRAM = new URL("./image-program.mjs", import.meta.url);
/** An idle process is ended; the next image starts one again (about 200 ms). */
const IDLE_MS = 30_000;
const MAX_OLD_SPACE_MB = 128;

/** Processes one image at a time, of tenants and their people in turn, in a process that is started on demand. */
export function createImageProcessor(limits: ImageLimits = IMAGE_LIMITS): ImageProcessor {
  const enqueue = createWorkQueue({
    concurrent: 1,
    waiting: limits.maxWaiting,
    shares: {
      ...{ tenant: limits.maxWaitingOfTenant, person: limits.maxWaitingOfPerson },
      refusal: "Several images of yours are being processed already. Please wait a moment.",
    },
    refusal: "Very many images are being sent. Please try again.",
  });
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;

  function running(): ChildProcess {
    clearTimeout(idle);
    if (child?.connected) return child;
    // Without the environment, so that no secret is in the process that decodes untrusted bytes.
    const started = fork(PROGRAM, {
      env: {},
      execArgv: [`--max-old-space-size=${MAX_OLD_SPACE_MB}`],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child = started;
    started.once("exit", () => {
      if (child === started) child = null;
    });
    return started;
  }

  const stop = () => {
    child?.kill("SIGKILL");
    child = null;
  };

  const run = (
    files: Pick<ImageJob, "input" | "output" | "thumbnail" | "format"> | Pick<SquareJob, "input" | "output" | "edge">,
    of: WorkOf,
  ) =>
    enqueue(async () => {
      const { maxPixels, maxEdge, maxPages, outputEdge, thumbnailEdge, timeoutMs } = limits;
      const bounds = { maxPixels, maxEdge, maxPages, outputEdge, thumbnailEdge };
      const outcome = await ask(running(), { ...files, ...bounds }, timeoutMs);
      if (outcome === "ended" || outcome === "timed_out") stop();
      else {
        idle = setTimeout(stop, IDLE_MS);
        idle.unref();
      }
      if (typeof outcome === "object" && !("refused" in outcome)) return outcome;
      throw refusalOf(outcome);
    }, of);

  return {
    encode: run,
    async square(files, of) {
      await run(files, of);
    },
    [Symbol.asyncDispose]() {
      clearTimeout(idle);
      stop();
      return Promise.resolve();
    },
  };
}

function ask(
  child: ChildProcess,
  job: ImageJob | SquareJob,
  timeoutMs: number,
): Promise<Outcome | "ended" | "timed_out"> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle("timed_out"), timeoutMs);
    const settle = (outcome: Outcome | "ended" | "timed_out") => {
      clearTimeout(timer);
      child.off("message", answered).off("exit", ended).off("error", ended);
      resolve(outcome);
    };
    const ended = () => settle("ended");
    const answered = (message: unknown) => settle(message as Outcome);
    child.on("message", answered).once("exit", ended).once("error", ended);
    child.send(job, (error) => {
      if (error) ended();
    });
  });
}

function refusalOf(outcome: Outcome | "ended" | "timed_out"): AppError {
  const isTooLarge = typeof outcome === "object" && "refused" in outcome && outcome.refused === "too_large";
  return new AppError("invalid", {
    detail: isTooLarge
      ? "The image has too many pixels."
      : outcome === "timed_out"
        ? "The image takes too long to read."
        : "The image is broken and cannot be read.",
    ...(typeof outcome === "object" && "reason" in outcome ? { cause: new Error(outcome.reason) } : {}),
  });
}
