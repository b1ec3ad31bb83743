/** Twice what is kept, for the server to scale down. */
const EDGE_PIXELS = 512;
const QUALITY = 0.9;

/**
 * The middle of an image as a small square, so that a photograph of many megabytes takes no time to send. What this browser cannot
 * read is handed back as it is: the server knows more kinds of images.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return file;
  try {
    const edge = Math.min(image.width, image.height);
    const size = Math.min(edge, EDGE_PIXELS);
    const canvas = document.createElement("canvas");
    canvas.width = size;
    canvas.height = size;
    const [left, top] = [(image.width - edge) / 2, (image.height - edge) / 2];
    canvas.getContext("2d")?.drawImage(image, left, top, edge, edge, 0, 0, size, size);
    return (await encoded(canvas)) ?? file;
  } finally {
    image.close();
  }
}

/** Browsers without WebP make a PNG of it. */
function encoded(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => {
    canvas.toBlob(resolve, "image/webp", QUALITY);
  });
}
