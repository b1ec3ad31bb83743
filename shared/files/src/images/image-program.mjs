// @ts-check
import { setPriority } from "node:os";
import process from "node:process";
import sharp from "sharp";

/**
 * Decodes and writes one image after another, in a process of its own: it has no secrets, gives way to those who serve people, can
 * be ended in the middle of a decoder, and a decoder that crashes takes nobody with it.
 */
setPriority(19);
sharp.cache(false);
sharp.concurrency(1);

/** @param {import("./image-processor.ts").SquareJob} job */
async function square(job) {
  const limits = { limitInputPixels: job.maxPixels, failOn: /** @type {const} */ ("error"), sequentialRead: true };
  if (isTooLarge(job, await sharp(job.input, limits).metadata())) return { refused: "too_large" };
  const info = await sharp(job.input, limits)
    .autoOrient()
    .resize({ width: job.edge, height: job.edge, fit: "cover" })
    .webp({ quality: 85 })
    .toFile(job.output);
  return { width: info.width, height: info.height };
}

/**
 * @param {import("./image-processor.ts").SquareJob | import("./image-processor.ts").ImageJob} job
 * @param {sharp.Metadata} metadata
 */
function isTooLarge(job, { width, height, pageHeight, pages = 1 }) {
  if (Math.max(width, pageHeight ?? height) > job.maxEdge || pages > job.maxPages) return true;
  return width * (pageHeight ?? height) * pages > job.maxPixels;
}

/** @param {import("./image-processor.ts").ImageJob} job */
async function encode(job) {
  const limits = { limitInputPixels: job.maxPixels, failOn: /** @type {const} */ ("error"), sequentialRead: true };
  const metadata = await sharp(job.input, limits).metadata();
  if (isTooLarge(job, metadata)) return { refused: "too_large" };
  const { pages = 1, format } = metadata;
  const isAnimated = pages > 1 && (format === "gif" || format === "webp");
  const image = sharp(job.input, { ...limits, animated: isAnimated })
    .autoOrient()
    .resize({ width: job.outputEdge, height: job.outputEdge, fit: "inside", withoutEnlargement: true });
  const info = await asFormat(image, job.format).toFile(job.output);
  await sharp(job.output, { limitInputPixels: job.maxPixels })
    .resize({ width: job.thumbnailEdge, height: job.thumbnailEdge, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 75 })
    .toFile(job.thumbnail);
  return { width: info.width, height: info.pageHeight ?? info.height };
}

/**
 * @param {sharp.Sharp} image
 * @param {import("./image-processor.ts").ImageJob["format"]} format
 */
function asFormat(image, format) {
  if (format === "jpeg") return image.jpeg({ quality: 85 });
  if (format === "png") return image.png();
  return format === "gif" ? image.gif() : image.webp({ quality: 85 });
}

process.on(
  "message",
  (/** @type {import("./image-processor.ts").ImageJob | import("./image-processor.ts").SquareJob} */ job) => {
    void ("edge" in job ? square(job) : encode(job))
      .catch((error) => ({
        refused: /pixel limit/.test(String(error)) ? "too_large" : "broken",
        reason: String(error),
      }))
      .then((outcome) => process.send?.(outcome));
  },
);
// Whoever started it is gone.
process.on("disconnect", () => process.exit());
