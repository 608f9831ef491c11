// A picture from a file, drawn anew: smaller, and without what cameras write into it (where and when it was taken).
const WIDEST = 1600;
const MOST_BYTES = 700_000; // the server takes a million at once, and base64 adds a third

/** {media_type, data} with the bytes in base64; null for what is no picture or stays too large. */
export async function pictureFrom(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, WIDEST / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return smallest(canvas, file.type === "image/png" ? "image/png" : "image/jpeg");
  } catch {
    return null;
  }
}

function smallest(canvas, type) {
  for (const [media_type, quality] of [[type, 0.85], ["image/jpeg", 0.8], ["image/jpeg", 0.6]]) {
    const data = canvas.toDataURL(media_type, quality).split(",")[1];
    if (data && data.length <= MOST_BYTES) return { media_type, data };
  }
  return null;
}
